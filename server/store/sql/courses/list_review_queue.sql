select c.id, r.number, r.title, u.name as teacher_name, coalesce(g.name, '') as category_name, r.fee_minor, r.currency,
       r.submitted_at, c.state in ('launched', 'suspended') as after_launch,
       (select count(*) from course_event e where e.course_id = c.id and e.kind = 'reject') as rejections,
       (select count(*) from course o where o.id <> c.id and o.state <> 'archived' and o.title_key % c.title_key) as similar_titles
from course_revision r
join course c on c.id = r.course_id and c.revision = r.number
join app_user u on u.id = c.teacher_id
left join category g on g.id = r.category_id
where r.state = 'submitted' and c.state <> 'archived'
  and (:cursor_at::timestamptz is null or (r.submitted_at, r.course_id) > (:cursor_at::timestamptz, :cursor_id::uuid))
order by r.submitted_at, r.course_id
limit :limit
