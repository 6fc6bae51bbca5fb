with accounts as (select id from account where kind in ('platform_revenue', 'gateway_fees') and bucket = '' and currency = :currency),
moved as (
    select t.journal_id, sum(case when t.credit_account = a.id then t.amount_minor else -t.amount_minor end)::bigint as amount
    from transfer t join accounts a on a.id in (t.credit_account, t.debit_account) group by t.journal_id
), inflow as (
    select journal_id, amount, sum(amount) over (order by journal_id) as upto from moved where amount > 0 and journal_id < :before
), parts as (
    select journal_id, (least(upto, :upper::bigint) - greatest(upto - amount, :lower::bigint))::bigint as amount from inflow where upto > :lower::bigint and upto - amount < :upper::bigint
    union all
    select journal_id, amount from moved where amount < 0 and journal_id > :after and journal_id < :before
)
select case when j.kind = 'refund_returned' then 'refund' when j.kind in ('dispute_opened', 'dispute_won') then 'dispute' when j.kind = 'gateway_fee' then 'fee' when j.kind = 'explained' then 'adjustment' else j.kind end as kind, count(*) as lines, sum(m.amount)::bigint as amount
from parts m join journal j on j.id = m.journal_id
group by 1 order by 1
