-- Every kind of account at the end of the month; debit balances are positive.
select a.kind as account,
       coalesce(sum(case when j.posted_at < :from then case when t.debit_account = a.id then t.amount_minor else -t.amount_minor end end), 0)::bigint as opening,
       coalesce(sum(case when j.posted_at >= :from and t.debit_account = a.id then t.amount_minor end), 0)::bigint as debits,
       coalesce(sum(case when j.posted_at >= :from and t.credit_account = a.id then t.amount_minor end), 0)::bigint as credits
from account a
join transfer t on a.id in (t.debit_account, t.credit_account)
join journal j on j.id = t.journal_id and j.posted_at < :until
where a.currency = :currency
group by a.kind order by a.kind
