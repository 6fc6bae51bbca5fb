select l.id, l.number, l.amount_minor, l.due_on, l.state, l.attempts, l.next_attempt_at, l.failure, l.needs_payer, l.payment_id, l.paid_at, l.note,
       l.attempt_open or (l.attempts > 0 and l.next_attempt_at is null and l.failure_code = '' and exists (select 1 from payment p where p.id = l.payment_id and p.state <> 'canceled')) as is_being_collected,
       coalesce((select p.state from payment p where p.id = l.payment_id), '') as payment_state
from schedule_line l where l.schedule_id = :schedule_id
order by l.number
