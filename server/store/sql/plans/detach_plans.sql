delete from course_plan where course_id = :course_id
