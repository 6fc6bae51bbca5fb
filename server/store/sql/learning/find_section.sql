select id, course_id, title from section where id = :id
