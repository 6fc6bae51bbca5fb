-- What came in first goes out first. A withdrawal takes what follows on all that went out up to the withdrawal before it (`lower`), as
-- far as itself and the refunds and disputes since then reach (`upper`), in minor units of everything that ever became available.
with mine as (
    select e.vault_id, e.currency, e.seq as before, -e.available_minor as amount,
           coalesce((select max(b.seq) from vault_entry b where b.vault_id = e.vault_id and b.currency = e.currency and b.seq < e.seq and b.kind = 'withdrawal'), 0)::bigint as after
    from vault_entry e where e.vault_id = :vault_id and e.currency = :currency and e.withdrawal_id = :withdrawal_id and e.kind = 'withdrawal'
)
select m.before, m.after,
       coalesce((select -sum(o.available_minor) from vault_entry o where o.vault_id = m.vault_id and o.currency = m.currency and o.seq <= m.after and o.available_minor < 0), 0)::bigint as lower,
       (m.amount + coalesce((select -sum(o.available_minor) from vault_entry o where o.vault_id = m.vault_id and o.currency = m.currency and o.seq < m.before and o.available_minor < 0), 0))::bigint as upper
from mine m
