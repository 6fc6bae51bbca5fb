select id, gateway_id, state, student_id, wallet_minor, currency from payment
where enrollment_id = :enrollment_id and state in ('created', 'awaiting_payer', 'requires_action', 'failed')
order by id
