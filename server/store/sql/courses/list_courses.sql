select c.id, r.title, coalesce(g.name, '') as category_name, c.teacher_id, u.name as teacher_name, r.fee_minor, r.currency,
       c.state, (c.state in ('launched', 'suspended') and n.state <> 'approved') as pending_revision, r.cover_file_id,
       c.updated_at, coalesce(s.students, 0) as students, coalesce(s.completion, 0) as completion,
       coalesce(p.revenue, 0) as revenue
from course c
join app_user u on u.id = c.teacher_id
join course_revision n on n.course_id = c.id and n.number = c.revision
-- Students see what was approved, so that is what the list of a launched course shows.
join course_revision r on r.course_id = c.id
    and r.number = case when c.state in ('launched', 'suspended') and c.approved_revision > 0 then c.approved_revision else c.revision end
left join category g on g.id = r.category_id
left join lateral (select count(*) as students, avg(progress_percent)::int as completion from enrollment e
                   where e.course_id = c.id and e.state in ('active', 'completed')) s on true
left join lateral (select sum(teacher_minor - refunded_minor * teacher_minor / amount_minor)::bigint as revenue from payment p
                   where p.course_id = c.id and p.settled_at is not null) p on true
where (:teacher::uuid is null or c.teacher_id = :teacher::uuid)
  and (:pattern::text is null or r.title ilike :pattern::text or u.name ilike :pattern::text)
  and (:state::text is null or c.state = :state::text)
  and (:category::uuid is null or r.category_id = :category::uuid)
  and (:cursor_at::timestamptz is null or (c.updated_at, c.id) < (:cursor_at::timestamptz, :cursor_id::uuid))
order by c.updated_at desc, c.id desc
limit :limit
