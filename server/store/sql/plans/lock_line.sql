select l.id, l.schedule_id, l.number, l.due_on, l.amount_minor, l.tax_minor, l.discount_minor, l.teacher_fixed_minor, l.state as line_state, l.payment_id, l.attempts, l.tries, l.attempt_open, l.attempt_method, l.attempt_at, l.first_attempt_at,
       l.attempts > 0 and l.next_attempt_at is null and l.failure_code = '' and exists (select 1 from payment p where p.id = l.payment_id and p.state <> 'canceled') as awaits_outcome,
       s.enrollment_id, s.course_id, s.student_id, s.teacher_id, s.currency, s.tax_bps, s.country, s.share_bps, s.coupon_code, s.state as schedule_state, s.access_before,
       (select max(x.number) from schedule_line x where x.schedule_id = s.id) as line_count,
       coalesce((select p.state from payment p where p.id = l.payment_id), 'canceled') as payment_state, coalesce((select p.gateway_id from payment p where p.id = l.payment_id), '') as gateway_id,
       coalesce((select r.title from course c join course_revision r on r.course_id = c.id and r.number = c.approved_revision where c.id = s.course_id), '') as course_title
from schedule_line l join schedule s on s.id = l.schedule_id
where l.id = :id and s.id = :schedule_id
for update of s, l
