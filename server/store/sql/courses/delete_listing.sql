delete from course_listing where course_id = :id
