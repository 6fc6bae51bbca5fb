select o.id, r.title, u.name as teacher_name, o.state, (similarity(o.title_key, c.title_key) * 100)::int as percent
from course c
join course o on o.id <> c.id and o.state <> 'archived' and o.title_key % c.title_key
join course_revision r on r.course_id = o.id and r.number = o.revision
join app_user u on u.id = o.teacher_id
where c.id = :course_id
order by similarity(o.title_key, c.title_key) desc, o.id limit 5
