with accounts as (select id from account where kind in ('platform_revenue', 'gateway_fees') and bucket = '' and currency = :currency),
moved as (
    select t.journal_id, sum(case when t.credit_account = a.id then t.amount_minor else -t.amount_minor end) as amount
    from transfer t join accounts a on a.id in (t.credit_account, t.debit_account) group by t.journal_id
)
select case when j.kind = 'refund_returned' then 'refund' when j.kind in ('dispute_opened', 'dispute_won') then 'dispute' when j.kind = 'gateway_fee' then 'fee' when j.kind = 'explained' then 'adjustment' else j.kind end as kind, count(*) as lines, sum(m.amount)::bigint as amount
from moved m join journal j on j.id = m.journal_id where j.posted_at >= :from and j.posted_at < :until
group by 1 order by 1
