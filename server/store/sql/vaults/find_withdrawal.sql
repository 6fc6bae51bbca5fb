select id, vault_id, vault_kind, owner_name, amount_minor, currency, state, note, reason, gateway_id, transfer_id, reference, decided_by, approved_by,
       coalesce((select string_agg(a.admin_id::text, chr(30) order by a.at) from withdrawal_approval a where a.withdrawal_id = w.id), '') as approved_by_ids, requested_at, decided_at, finished_at
from withdrawal_shown w where id = :id
