select id, gateway_id, evidence, accepted, request_key, submitting_at from dispute where submitting_at is not null and submitted_at is null and submitting_at < :before order by id limit 20
