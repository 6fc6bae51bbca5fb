-- As for a teacher (withdrawal_bounds.sql). The platform has no lines of its own, and its journals take their place.
with accounts as (select id from account where kind in ('platform_revenue', 'gateway_fees') and bucket = '' and currency = :currency),
moved as (
    select t.journal_id, sum(case when t.credit_account = a.id then t.amount_minor else -t.amount_minor end)::bigint as amount
    from transfer t join accounts a on a.id in (t.credit_account, t.debit_account) group by t.journal_id
), mine as (
    select j.id as before, -m.amount as amount, coalesce((select max(b.id) from journal b join moved n on n.journal_id = b.id where b.kind = 'withdrawal' and b.id < j.id), 0)::bigint as after
    from journal j join moved m on m.journal_id = j.id
    where j.source_type = 'withdrawal' and j.source_id = :withdrawal_id::text and j.purpose = 'requested'
)
select x.before, x.after, coalesce((select -sum(m.amount) from moved m where m.amount < 0 and m.journal_id <= x.after), 0)::bigint as lower,
       (x.amount + coalesce((select -sum(m.amount) from moved m where m.amount < 0 and m.journal_id < x.before), 0))::bigint as upper
from mine x
