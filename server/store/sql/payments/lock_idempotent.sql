select request_hash, locked_until, status, response from idempotency
where user_id = :user_id and route = :route and key = :key for update
