select exists (select 1 from schedule where student_id = :student_id and state in ('proposed', 'active', 'paused') 
    union all select 1 from subscription where student_id = :student_id and state in ('trialing', 'active', 'past_due')) as runs
