update subscription set open_until = :open_until where id = :id
