-- Every bucket of every vault, recomputed from the transfers, beside what the balance row says.
with credits as (select credit_account as account, sum(amount_minor) as amount from transfer group by 1),
debits as (select debit_account as account, sum(amount_minor) as amount from transfer group by 1),
sums as (
    select a.owner_id, a.kind, a.currency, a.bucket, coalesce(c.amount, 0) - coalesce(d.amount, 0) as amount
    from account a left join credits c on c.account = a.id left join debits d on d.account = a.id
    where a.kind in ('teacher_vault', 'teacher_receivable')
)
select v.id as vault_id, b.currency, b.pending_minor, b.available_minor, b.reserved_minor, b.owed_minor,
       coalesce(sum(s.amount) filter (where s.bucket = 'pending'), 0)::bigint as pending,
       coalesce(sum(s.amount) filter (where s.bucket = 'available'), 0)::bigint as available,
       coalesce(sum(s.amount) filter (where s.bucket = 'reserved'), 0)::bigint as reserved,
       -coalesce(sum(s.amount) filter (where s.kind = 'teacher_receivable'), 0)::bigint as owed
from vault_balance b join vault v on v.id = b.vault_id
left join sums s on s.owner_id = v.owner_id and s.currency = b.currency
group by v.id, b.currency, b.pending_minor, b.available_minor, b.reserved_minor, b.owed_minor
order by v.id, b.currency
