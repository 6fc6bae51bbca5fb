update subscription set sync_at = :sync_at where id = :id
