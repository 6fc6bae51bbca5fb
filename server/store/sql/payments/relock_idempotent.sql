update idempotency set locked_until = :locked_until where user_id = :user_id and route = :route and key = :key
