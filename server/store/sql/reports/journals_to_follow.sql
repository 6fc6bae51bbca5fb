select j.id, j.kind, concat_ws('|', j.id, j.kind, j.source_type, j.source_id, j.purpose, (extract(epoch from j.posted_at) * 1000000)::bigint,
                 (select string_agg(concat_ws(':', t.n, t.debit_account, t.credit_account, t.amount_minor, t.currency), ';' order by t.n) from transfer t where t.journal_id = j.id)) as body, extract(year from j.posted_at at time zone 'UTC')::int as year
from journal j where j.id > :after and j.id <= :upto order by j.id limit 2000
