-- psql -v owner=E-MAIL -v n=N: a vault of N lines over two years, for measuring screens and statements.
\set QUIET on
insert into vault_entry (vault_id, currency, seq, journal_id, kind, amount_minor, moved_minor, balance_after_minor, at, available_minor, available_after_minor)
select v.id, 'USD', i, -i, 'sale', 100, 0, i * 100, now() - interval '730 days' + i * (interval '730 days' / :n), 0, 0
from generate_series(1, :n) i, vault v join app_user u on u.id = v.owner_id where u.email = :'owner';
update vault_balance set pending_minor = :n * 100, lifetime_minor = :n * 100, entry_seq = :n
where currency = 'USD' and vault_id = (select v.id from vault v join app_user u on u.id = v.owner_id where u.email = :'owner');
vacuum analyze vault_entry;
