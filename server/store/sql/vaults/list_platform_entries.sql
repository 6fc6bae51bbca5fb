-- The lines of the platform are its journals on revenue and on what the gateway keeps; the running balance is counted back
-- from the top.
select x.journal_id, j.kind, j.source_type, j.source_id, p.id as payment_id, j.posted_at as at, x.amount_minor, x.currency,
       coalesce(p.course_title, '') as course_title, coalesce(p.student_name, '') as student_name, coalesce(g.type, '') as movement
from (
    select t.journal_id, t.currency, sum(case when t.credit_account in (:account, :fees) then t.amount_minor else 0 end - case when t.debit_account in (:account, :fees) then t.amount_minor else 0 end)::bigint as amount_minor
    from transfer t join journal y on y.id = t.journal_id
    where (t.credit_account in (:account, :fees) or t.debit_account in (:account, :fees))
      and (:kind::text is null or y.kind = :kind::text or (:kind::text = 'refund' and y.kind = 'refund_returned') or (:kind::text = 'dispute' and y.kind in ('dispute_opened', 'dispute_won'))
           or (:kind::text = 'fee' and y.kind = 'gateway_fee') or (:kind::text = 'adjustment' and y.kind = 'explained'))
      and (:from::timestamptz is null or y.posted_at >= :from::timestamptz)
      and (:until::timestamptz is null or y.posted_at < :until::timestamptz)
      and (:cursor::bigint is null or t.journal_id < :cursor::bigint)
    group by t.journal_id, t.currency order by t.journal_id desc limit :limit
) x
join journal j on j.id = x.journal_id
left join refund f on j.source_type = 'refund' and f.id = (case when j.source_type = 'refund' then j.source_id end)::uuid
left join dispute d on j.source_type = 'dispute' and d.id = (case when j.source_type = 'dispute' then j.source_id end)::uuid
left join gateway_transaction g on j.source_type = 'gateway_transaction' and g.id = j.source_id
left join payment_shown p on p.id = coalesce(f.payment_id, d.payment_id, g.payment_id, (case when j.source_type = 'payment' then j.source_id end)::uuid)
order by x.journal_id desc
