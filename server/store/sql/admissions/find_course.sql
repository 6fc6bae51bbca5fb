select c.id, c.teacher_id, c.state, coalesce(r.title, '') as title from course c left join course_revision r on r.course_id = c.id and r.number = coalesce(c.approved_revision, 1)
where c.id = :id
