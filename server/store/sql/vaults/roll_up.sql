insert into account_rollup (account_id, upto_journal, debit_sum, credit_sum)
select a.id, m.upto,
       coalesce(r.debit_sum, 0) + coalesce((select sum(amount_minor) from transfer t where t.debit_account = a.id and t.journal_id > coalesce(r.upto_journal, 0) and t.journal_id <= m.upto), 0)::bigint,
       coalesce(r.credit_sum, 0) + coalesce((select sum(amount_minor) from transfer t where t.credit_account = a.id and t.journal_id > coalesce(r.upto_journal, 0) and t.journal_id <= m.upto), 0)::bigint
from account a left join account_rollup r on r.account_id = a.id
cross join (select coalesce(max(id), 0) as upto from journal) m
where a.owner_id is null
on conflict (account_id) do update set upto_journal = excluded.upto_journal, debit_sum = excluded.debit_sum, credit_sum = excluded.credit_sum
