-- What changed the available money of the platform: see platform_withdrawal_bounds.sql.
with accounts as (select id from account where kind in ('platform_revenue', 'gateway_fees') and bucket = '' and currency = :currency),
moved as (
    select t.journal_id, sum(case when t.credit_account = a.id then t.amount_minor else -t.amount_minor end) as amount
    from transfer t join accounts a on a.id in (t.credit_account, t.debit_account) group by t.journal_id
), shares as ( -- what belongs to the hold of a sale names its payment
    select m.journal_id, m.amount, coalesce(f.payment_id, d.payment_id, (case when j.source_type = 'payment' then j.source_id end)::uuid) as payment_id
    from moved m join journal j on j.id = m.journal_id
    left join refund f on j.source_type = 'refund' and f.id = (case when j.source_type = 'refund' then j.source_id end)::uuid
    left join dispute d on j.source_type = 'dispute' and d.id = (case when j.source_type = 'dispute' then j.source_id end)::uuid
), available as (
    select s.payment_id, s.amount,
           case when s.payment_id is null then s.journal_id
                when r.id is not null then greatest(s.journal_id, r.id)
                when h.payment_id is not null then null
                else max(s.journal_id) over (partition by s.payment_id) end as journal_id
    from shares s
    left join journal r on r.source_type = 'payment' and r.source_id = s.payment_id::text and r.purpose = 'release'
    left join vault_hold h on h.payment_id = s.payment_id
), changes as (
    select journal_id, sum(amount)::bigint as amount from available where journal_id is not null group by journal_id having sum(amount) <> 0
), inflow as (
    select journal_id, amount, sum(amount) over (order by journal_id) as upto from changes where amount > 0 and journal_id < :before
), parts as (
    select journal_id, (least(upto, :upper::bigint) - greatest(upto - amount, :lower::bigint))::bigint as amount from inflow where upto > :lower::bigint and upto - amount < :upper::bigint
    union all
    select journal_id, amount from changes where amount < 0 and journal_id > :after and journal_id < :before
),
page as (
    select m.journal_id, m.amount, case when j.kind = 'refund_returned' then 'refund' when j.kind in ('dispute_opened', 'dispute_won') then 'dispute' when j.kind = 'gateway_fee' then 'fee' when j.kind = 'explained' then 'adjustment' else j.kind end as kind from parts m join journal j on j.id = m.journal_id
    order by m.journal_id limit 500
)
select x.journal_id as seq, x.kind, x.amount::bigint as amount_minor, x.amount::bigint as moved_minor, 0::bigint as balance_after_minor, 0::bigint as owed_after_minor, :currency::text as currency, p.id as payment_id,
       case when j.source_type = 'withdrawal' then j.source_id end as withdrawal_id, j.posted_at as at, coalesce(p.course_title, '') as course_title, coalesce(p.student_name, '') as student_name, coalesce(g.type, '') as movement
from page x join journal j on j.id = x.journal_id
left join refund f on j.source_type = 'refund' and f.id = (case when j.source_type = 'refund' then j.source_id end)::uuid
left join dispute d on j.source_type = 'dispute' and d.id = (case when j.source_type = 'dispute' then j.source_id end)::uuid
left join gateway_transaction g on j.source_type = 'gateway_transaction' and g.id = j.source_id
left join payment_shown p on p.id = coalesce(f.payment_id, d.payment_id, g.payment_id, (case when j.source_type = 'payment' then j.source_id end)::uuid)
order by x.journal_id
