select id, student_id, plan_id, price_minor, currency, state, gateway_id, setup_id, first_payment from subscription where enrollment_id = :enrollment_id and state <> 'cancelled' for update
