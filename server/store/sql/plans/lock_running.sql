select id, student_id, state from schedule where enrollment_id = :enrollment_id and state in ('proposed', 'active', 'paused') for update
