select s.id, s.enrollment_id, s.course_id, s.student_id, s.teacher_id, s.plan_id, s.plan_name, s.every, s.price_minor, s.currency, s.trial_days, s.tax_bps, s.country, s.share_bps, s.state, s.gateway_id, s.setup_id,
       s.first_payment, s.ends_at_period, s.end_wanted, s.end_reason, s.past_due_since, s.access_before, s.version, s.created_at, coalesce(r.title, '') as course_title
from subscription s
join course c on c.id = s.course_id
left join course_revision r on r.course_id = c.id and r.number = c.approved_revision
where s.id = :id for update of s
