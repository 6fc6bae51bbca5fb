-- psql -v transfers=M: a ledger with a past, for measuring only (its sales belong to no payment, so verify-ledger refuses it).
insert into journal (id, kind, source_type, source_id, purpose, posted_at)
select nextval('journal_id_seq'), 'sale', 'past', i::text, 'sale', now() from generate_series(1, :transfers / 2) i;
insert into transfer (journal_id, n, debit_account, credit_account, amount_minor, currency)
select j.id, k, (select id from account where kind = 'gateway_pending'), (select id from account where kind = 'platform_revenue' and bucket = ''), 100, 'USD'
from journal j cross join generate_series(1, 2) k where j.source_type = 'past';
insert into account_rollup (account_id, upto_journal, debit_sum, credit_sum) select id, (select max(id) from journal), 0, 0 from account where owner_id is null
on conflict (account_id) do update set upto_journal = excluded.upto_journal;
vacuum analyze;
