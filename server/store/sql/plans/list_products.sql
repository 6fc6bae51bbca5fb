-- What is sold: launched courses that cost something.
select c.id as course_id, r.title, t.name as teacher_name, c.teacher_id, r.category_id, g.name as category_name, r.fee_minor, r.currency
from course c
join course_revision r on r.course_id = c.id and r.number = c.approved_revision
join category g on g.id = r.category_id
join app_user t on t.id = c.teacher_id
where c.state = 'launched' and r.fee_minor > 0
  and (:pattern::text is null or r.title ilike :pattern::text or t.name ilike :pattern::text)
  and (:cursor::uuid is null or c.id < :cursor::uuid)
order by c.id desc limit :limit
