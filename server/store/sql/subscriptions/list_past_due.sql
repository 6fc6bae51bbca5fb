select s.id, s.enrollment_id, s.student_id
from subscription s join enrollment e on e.id = s.enrollment_id
where s.state = 'past_due' and s.past_due_since <= :limit and (e.state in ('active', 'completed') or :suspended_too::boolean)
order by s.id limit 200
