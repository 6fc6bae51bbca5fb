insert into wallet_entry (student_id, currency, seq, journal_id, kind, amount_minor, balance_after_minor, payment_id, at)
select u.student_id, u.currency, u.seq, u.journal_id, u.kind, u.amount, u.balance, nullif(u.payment_id, '')::uuid, :now
from unnest(string_to_array(:student_ids, chr(30))::uuid[], string_to_array(:currencies, chr(30)), string_to_array(:seqs, chr(30))::bigint[], string_to_array(:journal_ids, chr(30))::bigint[],
            string_to_array(:kinds, chr(30)), string_to_array(:amounts, chr(30))::bigint[], string_to_array(:balances, chr(30))::bigint[], string_to_array(:payment_ids, chr(30)))
     as u(student_id, currency, seq, journal_id, kind, amount, balance, payment_id)
