select id, title from section where course_id = :course_id order by position, id
