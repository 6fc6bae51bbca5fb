insert into idempotency (user_id, route, key, request_hash, locked_until, created_at)
values (:user_id, :route, :key, :request_hash, :locked_until, :now)
on conflict do nothing
