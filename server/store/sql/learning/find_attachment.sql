select a.id, a.lecture_id, l.course_id from attachment a join lecture l on l.id = a.lecture_id where a.id = :id
