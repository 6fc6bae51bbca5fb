delete from idempotency where user_id = :user_id and route = :route and key = :key and status is null
