update schedule_line l set due_on = :today::date, next_attempt_at = case when l.number = 1 then l.next_attempt_at else :now::timestamptz end
from schedule s
where s.id = l.schedule_id and s.enrollment_id = :enrollment_id and s.state in ('active', 'paused') and l.state = 'open' and not l.attempt_open and l.due_on < :today::date
