select distinct w.course_id, c.teacher_id, r.title from waitlist_entry w
join course c on c.id = w.course_id and c.state = 'launched'
join course_revision r on r.course_id = c.id and r.number = c.approved_revision
where w.ended_at is null order by w.course_id
