insert into vault_entry (vault_id, currency, seq, journal_id, kind, amount_minor, moved_minor, balance_after_minor, payment_id,
                         withdrawal_id, available_minor, available_after_minor, owed_after_minor, at)
select u.vault_id, u.currency, u.seq, u.journal_id, u.kind, u.amount, u.moved, u.balance, nullif(u.payment_id, '')::uuid,
       nullif(u.withdrawal_id, '')::uuid, u.available, u.available_after, u.owed_after, :now
from unnest(string_to_array(:vault_ids, chr(30))::uuid[], string_to_array(:currencies, chr(30)), string_to_array(:seqs, chr(30))::bigint[],
            string_to_array(:journal_ids, chr(30))::bigint[], string_to_array(:kinds, chr(30)), string_to_array(:amounts, chr(30))::bigint[],
            string_to_array(:moved, chr(30))::bigint[], string_to_array(:balances, chr(30))::bigint[],
            string_to_array(:payment_ids, chr(30)), string_to_array(:withdrawal_ids, chr(30)),
            string_to_array(:available, chr(30))::bigint[], string_to_array(:available_after, chr(30))::bigint[],
            string_to_array(:owed_after, chr(30))::bigint[])
     as u(vault_id, currency, seq, journal_id, kind, amount, moved, balance, payment_id, withdrawal_id, available, available_after, owed_after)
