select gateway_id from subscription where student_id = :student_id and state in ('trialing', 'active', 'past_due') and gateway_id is not null
