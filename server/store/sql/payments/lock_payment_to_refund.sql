-- The row of the payment is the lock under which refunds and disputes of it are added up.
select p.id, p.kind, p.method, p.enrollment_id, p.course_id, p.student_id, p.teacher_id, p.amount_minor, p.wallet_minor, p.tax_minor, p.currency, p.share_bps, p.state, p.gateway_id, p.teacher_fixed_minor, p.schedule_id, p.subscription_id, p.booking_id,
       p.refunded_minor, p.disputed_minor, p.fee_minor, p.teacher_minor, p.settled_at, v.id as vault_id
from payment p left join vault v on v.owner_id = p.teacher_id
where p.id = :id for update of p
