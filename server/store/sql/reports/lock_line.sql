select id, state, type, source_id, amount_minor, booked_minor, fee_minor, currency, payment_id, explanation, created_at as at from gateway_transaction where id = :id for update
