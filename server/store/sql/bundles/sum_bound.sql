select coalesce(sum(p.amount_minor - p.refunded_minor), 0)::bigint as bound
from bundle_purchase b join bundle_purchase_line l on l.purchase_id = b.id join payment p on p.id = l.payment_id
where b.payment_id = :payment_id and p.settled_at is not null
