select c.id as course_id, r.title, t.name as teacher_name, c.teacher_id, r.category_id, g.name as category_name, r.fee_minor, r.currency
from course c
join course_revision r on r.course_id = c.id and r.number = c.approved_revision
join category g on g.id = r.category_id
join app_user t on t.id = c.teacher_id
where c.id = :course_id and c.state = 'launched'
