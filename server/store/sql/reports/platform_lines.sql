with accounts as (select id from account where kind in ('platform_revenue', 'gateway_fees') and bucket = '' and currency = :currency),
moved as (
    select t.journal_id, sum(case when t.credit_account = a.id then t.amount_minor else -t.amount_minor end) as amount
    from transfer t join accounts a on a.id in (t.credit_account, t.debit_account) group by t.journal_id
),
page as (
    select m.journal_id, m.amount, case when j.kind = 'refund_returned' then 'refund' when j.kind in ('dispute_opened', 'dispute_won') then 'dispute' when j.kind = 'gateway_fee' then 'fee' when j.kind = 'explained' then 'adjustment' else j.kind end as kind from moved m join journal j on j.id = m.journal_id
    where j.posted_at >= :from and j.posted_at < :until and m.journal_id > :after order by m.journal_id limit 5000
)
select x.journal_id as seq, x.kind, x.amount::bigint as amount_minor, x.amount::bigint as moved_minor, 0::bigint as balance_after_minor, 0::bigint as owed_after_minor, :currency::text as currency, p.id as payment_id,
       case when j.source_type = 'withdrawal' then j.source_id end as withdrawal_id, j.posted_at as at, coalesce(p.course_title, '') as course_title, coalesce(p.student_name, '') as student_name, coalesce(g.type, '') as movement, coalesce(p.receipt_number, '') as receipt_number
from page x join journal j on j.id = x.journal_id
left join refund f on j.source_type = 'refund' and f.id = (case when j.source_type = 'refund' then j.source_id end)::uuid
left join dispute d on j.source_type = 'dispute' and d.id = (case when j.source_type = 'dispute' then j.source_id end)::uuid
left join gateway_transaction g on j.source_type = 'gateway_transaction' and g.id = j.source_id
left join payment_shown p on p.id = coalesce(f.payment_id, d.payment_id, g.payment_id, (case when j.source_type = 'payment' then j.source_id end)::uuid)
order by x.journal_id
