-- Locked: an intent that is being written to one of them is known by then.
-- What is open at the gateway is cancelled there first: its intent, or the page on which one may still be made.
select p.id, p.gateway_id, p.subscription_id, p.state, p.student_id, p.wallet_minor, p.currency,
       (select s.gateway_id from checkout_session s where s.payment_id = p.id and s.state = 'open') as session_id,
       exists (select 1 from schedule_line l where l.payment_id = p.id and l.attempt_open) as in_flight
from payment p
where p.enrollment_id = :enrollment_id and p.state in ('created', 'awaiting_payer', 'requires_action', 'failed')
order by p.id for update of p
