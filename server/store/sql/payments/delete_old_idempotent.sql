delete from idempotency where created_at < :before
