select p.id, p.enrollment_id, p.course_id, r.title as course_title, p.student_id, s.name as student_name, t.name as teacher_name,
       p.teacher_id, p.amount_minor, p.currency, p.refunded_minor, p.teacher_minor, p.platform_minor, p.state, p.failure_message,
       coalesce(p.gateway_id, '') as gateway_id, p.created_at, p.settled_at
from payment p
join course c on c.id = p.course_id
join course_revision r on r.course_id = c.id and r.number = c.approved_revision
join app_user s on s.id = p.student_id
join app_user t on t.id = p.teacher_id
where (:student::uuid is null or p.student_id = :student::uuid)
  and (:state::text is null or p.state = :state::text)
  and (:pattern::text is null or s.name ilike :pattern::text or r.title ilike :pattern::text or p.gateway_id = :exact::text)
  and (:from::timestamptz is null or p.created_at >= :from::timestamptz)
  and (:until::timestamptz is null or p.created_at < :until::timestamptz)
  and (:cursor::uuid is null or p.id < :cursor::uuid)
order by p.id desc limit :limit
