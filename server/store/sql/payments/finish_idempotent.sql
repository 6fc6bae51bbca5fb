update idempotency set status = :status, response = :response where user_id = :user_id and route = :route and key = :key
