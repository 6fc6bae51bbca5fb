select a.id, coalesce(r.upto_journal, 0) as upto,
       (coalesce(r.credit_sum, 0) + coalesce((select sum(amount_minor) from transfer t where t.credit_account = a.id and t.journal_id > coalesce(r.upto_journal, 0)), 0))::bigint as credits,
       (coalesce(r.debit_sum, 0) + coalesce((select sum(amount_minor) from transfer t where t.debit_account = a.id and t.journal_id > coalesce(r.upto_journal, 0)), 0))::bigint as debits
from account a left join account_rollup r on r.account_id = a.id
where a.kind = :kind and a.bucket = :bucket and a.currency = :currency and a.owner_id is null
