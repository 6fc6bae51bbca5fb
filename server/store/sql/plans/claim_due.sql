-- Each due line goes to one server; what another one holds is left to it. Nobody pays for a course that a dispute closed, but
-- what was begun is ended.
select l.id, l.schedule_id, l.number, l.due_on, l.amount_minor, l.tax_minor, l.discount_minor, l.teacher_fixed_minor, l.state as line_state, l.payment_id, l.attempts, l.tries, l.attempt_open, l.attempt_method, l.attempt_at, l.first_attempt_at,
       s.enrollment_id, s.course_id, s.student_id, s.teacher_id, s.currency, s.tax_bps, s.country, s.share_bps, s.coupon_code, s.state as schedule_state, s.access_before,
       (select max(x.number) from schedule_line x where x.schedule_id = s.id) as line_count,
       coalesce((select p.state from payment p where p.id = l.payment_id), 'canceled') as payment_state, coalesce((select p.gateway_id from payment p where p.id = l.payment_id), '') as gateway_id,
       coalesce((select r.title from course c join course_revision r on r.course_id = c.id and r.number = c.approved_revision where c.id = s.course_id), '') as course_title
from schedule_line l join schedule s on s.id = l.schedule_id
where l.id in (select d.id from schedule_line d join schedule x on x.id = d.schedule_id join enrollment y on y.id = x.enrollment_id where d.state = 'open' and d.next_attempt_at <= :now and x.state = 'active'
               and (d.attempt_open or y.state in ('active', 'completed', 'awaiting_payment') or (y.state = 'suspended' and x.access_before is not null)) order by d.next_attempt_at limit :limit)
  and l.state = 'open' and l.next_attempt_at <= :now and s.state = 'active'
  and not exists (select 1 from payment p where p.id = l.payment_id and p.state in ('processing', 'succeeded'))
order by l.id
for update of s, l skip locked
