-- The newest order of the bundle whose card payment may still be made.
select p.id, p.bundle_id, p.student_id, p.title, p.source, p.payment_id, y.state as payment_state, p.total_minor, p.currency, p.country, p.created_at, p.done_at
from bundle_purchase p join payment y on y.id = p.payment_id
where p.student_id = :student_id and p.bundle_id = :bundle_id and p.done_at is null and p.created_at > :since and y.state in ('created', 'awaiting_payer', 'requires_action', 'failed')
order by p.id desc limit 1
