insert into transfer (journal_id, n, debit_account, credit_account, amount_minor, currency)
select u.journal_id, u.n, u.debit, u.credit, u.amount, u.currency
from unnest(string_to_array(:journal_ids, chr(30))::bigint[], string_to_array(:ns, chr(30))::smallint[],
            string_to_array(:debits, chr(30))::bigint[], string_to_array(:credits, chr(30))::bigint[],
            string_to_array(:amounts, chr(30))::bigint[], string_to_array(:currencies, chr(30)))
     as u(journal_id, n, debit, credit, amount, currency)
