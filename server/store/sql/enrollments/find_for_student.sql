select id from enrollment where student_id = :student_id and course_id = :course_id
