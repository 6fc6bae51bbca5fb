-- Schedules with a line that has been due for so long, but for those whose bank works on it.
select distinct on (s.id) s.id, s.enrollment_id, s.student_id, s.currency, l.id as line_id, l.due_on, l.amount_minor, r.title as course_title
from schedule_line l
join schedule s on s.id = l.schedule_id
join enrollment e on e.id = s.enrollment_id
join course c on c.id = s.course_id
join course_revision r on r.course_id = c.id and r.number = c.approved_revision
where l.state = 'open' and not l.attempt_open and l.due_on <= :limit::date and s.state = 'active'
  and (e.state in ('active', 'completed') or (:suspended_too::boolean and e.state = 'suspended' and s.access_before is not null))
  and not exists (select 1 from payment p where p.id = l.payment_id and p.state in ('processing', 'succeeded'))
order by s.id, l.due_on
limit 200
