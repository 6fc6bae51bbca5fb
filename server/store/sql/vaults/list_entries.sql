select e.seq, e.kind, e.amount_minor, e.moved_minor, e.balance_after_minor, e.owed_after_minor, e.currency, e.payment_id, e.withdrawal_id, e.at,
       coalesce(r.title, k.title, '') as course_title, coalesce(s.name, '') as student_name, w.amount_minor as withdrawal_minor, p.amount_minor as paid_minor, p.tax_minor, p.platform_minor, p.teacher_minor,
       coalesce(d.series || '-' || lpad(d.number::text, greatest(6, length(d.number::text)), '0'), '') as receipt_number
from vault_entry e
left join payment p on p.id = e.payment_id
left join booking k on k.id = p.booking_id
left join course c on c.id = p.course_id
left join course_revision r on r.course_id = c.id and r.number = c.approved_revision
left join app_user s on s.id = p.student_id
left join withdrawal w on w.id = e.withdrawal_id
left join fiscal_document d on d.payment_id = p.id and d.kind = 'receipt' and d.refund_id is null
where e.vault_id = :vault_id and e.currency = :currency
  and (:kind::text is null or e.kind = :kind::text)
  and (:from::timestamptz is null or e.at >= :from::timestamptz)
  and (:until::timestamptz is null or e.at < :until::timestamptz)
  and (:cursor::bigint is null or e.seq < :cursor::bigint)
order by e.seq desc limit :limit
