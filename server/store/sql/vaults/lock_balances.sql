select b.vault_id, b.currency, b.pending_minor, b.available_minor, b.reserved_minor, b.lifetime_minor, b.owed_minor, b.entry_seq, v.owner_id
from vault_balance b join vault v on v.id = b.vault_id
where v.owner_id = any (string_to_array(:owner_ids, chr(30))::uuid[]) and b.currency = any (string_to_array(:currencies, chr(30)))
order by b.vault_id, b.currency
for update of b
