select count(*) as problems from gateway_event_problem where requeued_at is null
