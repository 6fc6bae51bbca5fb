update vault_balance b
set pending_minor = u.pending, available_minor = u.available, reserved_minor = u.reserved, lifetime_minor = u.lifetime, owed_minor = u.owed, entry_seq = u.seq
from unnest(string_to_array(:vault_ids, chr(30))::uuid[], string_to_array(:currencies, chr(30)), string_to_array(:pending, chr(30))::bigint[],
            string_to_array(:available, chr(30))::bigint[], string_to_array(:reserved, chr(30))::bigint[],
            string_to_array(:lifetime, chr(30))::bigint[], string_to_array(:owed, chr(30))::bigint[], string_to_array(:seqs, chr(30))::bigint[])
     as u(vault_id, currency, pending, available, reserved, lifetime, owed, seq)
where b.vault_id = u.vault_id and b.currency = u.currency
