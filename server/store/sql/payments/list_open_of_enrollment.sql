select id, gateway_id, state from payment
where enrollment_id = :enrollment_id and state in ('created', 'awaiting_payer', 'requires_action', 'failed')
