select e.seq, e.kind, e.amount_minor, e.moved_minor, e.balance_after_minor, e.owed_after_minor, e.currency, e.payment_id, e.withdrawal_id, e.at,
       coalesce(r.title, k.title, '') as course_title, coalesce(s.name, '') as student_name,
       coalesce(d.series || '-' || lpad(d.number::text, greatest(6, length(d.number::text)), '0'), '') as receipt_number
from (select * from vault_entry where vault_id = :vault_id and currency = :currency and at >= :from and at < :until and seq > :after order by seq limit 5000) e
left join payment p on p.id = e.payment_id
left join booking k on k.id = p.booking_id
left join course c on c.id = p.course_id
left join course_revision r on r.course_id = c.id and r.number = c.approved_revision
left join app_user s on s.id = p.student_id
left join fiscal_document d on d.payment_id = e.payment_id and d.kind = 'receipt' and d.refund_id is null
order by e.seq
