select id from enrollment where course_id = :course_id and student_id = :student_id and state in ('awaiting_payment', 'active', 'completed', 'suspended')
