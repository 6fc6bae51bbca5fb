-- The lines between the withdrawal before this one and this one.
select e.seq as before, e.available_after_minor as left_minor,
       coalesce((select max(b.seq) from vault_entry b where b.vault_id = e.vault_id and b.currency = e.currency and b.seq < e.seq and b.kind = 'withdrawal'), 0)::bigint as after
from vault_entry e where e.vault_id = :vault_id and e.currency = :currency and e.withdrawal_id = :withdrawal_id and e.kind = 'withdrawal'
