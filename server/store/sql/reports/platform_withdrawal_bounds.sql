-- The platform has no lines of its own: the journals between the withdrawal before this one and this one.
with accounts as (select id from account where kind in ('platform_revenue', 'gateway_fees') and bucket = '' and currency = :currency),
moved as (
    select t.journal_id, sum(case when t.credit_account = a.id then t.amount_minor else -t.amount_minor end) as amount
    from transfer t join accounts a on a.id in (t.credit_account, t.debit_account) group by t.journal_id
), mine as (
    select id from journal where source_type = 'withdrawal' and source_id = :withdrawal_id::text and purpose = 'requested'
)
select mine.id as before, coalesce((select max(j.id) from journal j join moved m on m.journal_id = j.id where j.kind = 'withdrawal' and j.id < mine.id), 0)::bigint as after,
       coalesce((select sum(m.amount) from moved m where m.journal_id <= mine.id), 0)::bigint as left_minor
from mine
