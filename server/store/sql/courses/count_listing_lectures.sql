update course_listing l set lectures = (select count(*) from lecture x where x.course_id = l.course_id) where l.course_id = :course_id
