select c.journal_id as id, c.hash, coalesce(concat_ws('|', j.id, j.kind, j.source_type, j.source_id, j.purpose, (extract(epoch from j.posted_at) * 1000000)::bigint,
                 (select string_agg(concat_ws(':', t.n, t.debit_account, t.credit_account, t.amount_minor, t.currency), ';' order by t.n) from transfer t where t.journal_id = j.id)), chr(63)) as body
from journal_chain c left join journal j on j.id = c.journal_id
where c.journal_id > :after order by c.journal_id limit 5000
