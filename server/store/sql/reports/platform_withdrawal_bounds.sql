-- The platform has no lines of its own: its journals take their place, as far as they changed what is available. A sale, and what was taken out of it within its hold, is one change when the hold ends; what is still held
-- is none. Of a hold that ended without a release (nothing was left for the teacher) the last journal is the change.
-- First in, first out, as for a teacher (withdrawal_bounds.sql).
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
), mine as (
    select j.id as before, -m.amount as amount, coalesce((select max(b.id) from journal b join changes n on n.journal_id = b.id where b.kind = 'withdrawal' and b.id < j.id), 0)::bigint as after
    from journal j join changes m on m.journal_id = j.id
    where j.source_type = 'withdrawal' and j.source_id = :withdrawal_id::text and j.purpose = 'requested'
)
select x.before, x.after, coalesce((select -sum(m.amount) from changes m where m.amount < 0 and m.journal_id <= x.after), 0)::bigint as lower,
       (x.amount + coalesce((select -sum(m.amount) from changes m where m.amount < 0 and m.journal_id < x.before), 0))::bigint as upper
from mine x
