-- The lines of the platform are the transfers of its revenue account; the running balance is counted back from the top.
select t.journal_id, j.kind, j.source_type, j.source_id, p.id as payment_id, j.posted_at as at,
       case when t.credit_account = :account then t.amount_minor else -t.amount_minor end as amount_minor, t.currency,
       coalesce(r.title, '') as course_title, coalesce(s.name, '') as student_name
from transfer t
join journal j on j.id = t.journal_id
left join refund f on j.source_type = 'refund' and f.id = (case when j.source_type = 'refund' then j.source_id end)::uuid
left join payment p on p.id = coalesce(f.payment_id, (case when j.source_type = 'payment' then j.source_id end)::uuid)
left join course c on c.id = p.course_id
left join course_revision r on r.course_id = c.id and r.number = c.approved_revision
left join app_user s on s.id = p.student_id
where (t.credit_account = :account or t.debit_account = :account)
  and (:kind::text is null or j.kind = :kind::text or (:kind::text = 'refund' and j.kind = 'refund_returned'))
  and (:from::timestamptz is null or j.posted_at >= :from::timestamptz)
  and (:until::timestamptz is null or j.posted_at < :until::timestamptz)
  and (:cursor::bigint is null or t.journal_id < :cursor::bigint)
order by t.journal_id desc limit :limit
