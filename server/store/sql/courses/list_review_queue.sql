-- Courses and live sessions in one queue, the one that waits longest first.
select * from (
select c.id, null::uuid as gig_id, r.number, r.title, u.name as teacher_name, coalesce(g.name, '') as category_name, r.fee_minor, r.currency,
       r.submitted_at, c.state in ('launched', 'suspended') as after_launch,
       (select count(*) from course_event e where e.course_id = c.id and e.kind = 'reject') as rejections,
       (select count(*) from course o where o.id <> c.id and o.state <> 'archived' and o.title_key % c.title_key) as similar_titles
from course_revision r
join course c on c.id = r.course_id and c.revision = r.number
join app_user u on u.id = c.teacher_id
left join category g on g.id = r.category_id
where r.state = 'submitted' and c.state <> 'archived'
union all
select c.id, c.id, r.number, r.title, u.name, coalesce(g.name, ''), r.rate_minor, r.currency,
       r.submitted_at, c.approved_revision > 0,
       (select count(*) from gig_event e where e.gig_id = c.id and e.kind = 'reject'),
       (select count(*) from gig o where o.id <> c.id and o.state <> 'archived' and o.title_key % c.title_key)
from gig_revision r
join gig c on c.id = r.gig_id and c.revision = r.number
join app_user u on u.id = c.teacher_id
left join category g on g.id = r.category_id
where r.state = 'submitted' and c.state <> 'archived'
) q
where (:cursor_at::timestamptz is null or (q.submitted_at, q.id) > (:cursor_at::timestamptz, :cursor_id::uuid))
order by q.submitted_at, q.id
limit :limit
