select id, gateway_id, state, student_id, wallet_minor, currency from payment
where booking_id = :booking_id and state in ('created', 'awaiting_payer', 'requires_action', 'failed') order by id for update
