select id, state, paused_at from schedule where id = :id for update
