-- Lines whose last collection failed and that are due: once more, with what was chosen now.
update schedule_line l set next_attempt_at = :now, needs_payer = false
from schedule s
where s.id = l.schedule_id and s.student_id = :student_id and s.state = 'active' and l.state = 'open' and not l.attempt_open and l.tries > 0 and l.due_on <= (:now::timestamptz at time zone 'UTC')::date
  and l.failure_code <> ''
