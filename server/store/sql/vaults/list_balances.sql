select b.vault_id, b.currency, b.pending_minor, b.available_minor, b.reserved_minor, b.lifetime_minor, b.owed_minor
from vault_balance b where b.vault_id = any (string_to_array(:vault_ids, chr(30))::uuid[])
order by b.vault_id, b.currency
