update subscription set first_payment = :payment_id where id = :id
