select exists (select 1 from schedule where student_id = :student_id and state in ('proposed', 'active', 'paused')) as runs
