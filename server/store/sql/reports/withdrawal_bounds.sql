-- What came in first goes out first. A withdrawal takes what follows on all that went out up to the withdrawal before it (`lower`), as
-- far as itself and the refunds and disputes since then reach (`upper`), in minor units of everything that ever became available.
-- Withdrawals that came back before count as if they had not been, but for what repaid a debt then.
with mine as (
    select e.seq as before, -e.available_minor as amount from vault_entry e
    where e.vault_id = :vault_id and e.currency = :currency and e.withdrawal_id = :withdrawal_id and e.kind = 'withdrawal'
), back as (
    select b.withdrawal_id, sum(b.available_minor) as amount from vault_entry b, mine m
    where b.vault_id = :vault_id and b.currency = :currency and b.kind = 'withdrawal_returned' and b.seq < m.before group by 1
), gone as (
    select e.seq, e.kind, (e.available_minor + coalesce(b.amount, 0))::bigint as amount, b.withdrawal_id is not null as is_back
    from mine m, vault_entry e left join back b on e.kind = 'withdrawal' and b.withdrawal_id = e.withdrawal_id
    where e.vault_id = :vault_id and e.currency = :currency and e.seq < m.before and e.available_minor < 0
), last as (
    select coalesce(max(seq) filter (where kind = 'withdrawal' and not is_back), 0)::bigint as after from gone
)
select m.before, l.after, coalesce((select -sum(g.amount) from gone g where g.seq <= l.after), 0)::bigint as lower,
       (m.amount + coalesce((select -sum(g.amount) from gone g), 0))::bigint as upper
from mine m, last l
