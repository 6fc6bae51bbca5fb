select f.id, f.payment_id, r.title as course_title, s.name as student_name, f.amount_minor, f.currency, f.state, f.reason, f.failure,
       coalesce(q.name, '') as requested_by_name, coalesce(d.name, '') as decided_by_name, coalesce(f.gateway_id, '') as gateway_id,
       f.created_at, f.finished_at
from refund f
join payment p on p.id = f.payment_id
join course c on c.id = p.course_id
join course_revision r on r.course_id = c.id and r.number = c.approved_revision
join app_user s on s.id = p.student_id
left join app_user q on q.id = f.requested_by
left join app_user d on d.id = f.decided_by
where f.id = :id
