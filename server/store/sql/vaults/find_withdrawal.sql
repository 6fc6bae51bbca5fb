select id, vault_id, vault_kind, owner_name, amount_minor, currency, state, note, reason, gateway_id, transfer_id, reference, decided_by, approved_by, requested_at, decided_at, finished_at
from withdrawal_shown where id = :id
