-- Later sales repay the oldest part first: the debt is as old as the last facts that add up to it.
with facts as (
    select a.owner_id, a.currency, j.posted_at, t.amount_minor,
           sum(t.amount_minor) over (partition by a.owner_id, a.currency order by j.posted_at desc, j.id desc, t.n desc) as newer
    from account a join transfer t on t.debit_account = a.id join journal j on j.id = t.journal_id where a.kind = 'teacher_receivable'
)
select v.id as vault_id, u.name as teacher_name, b.owed_minor, b.currency,
       coalesce((select max(f.posted_at) from facts f where f.owner_id = v.owner_id and f.currency = b.currency and f.newer >= b.owed_minor), v.created_at) as since
from vault_balance b join vault v on v.id = b.vault_id join app_user u on u.id = v.owner_id
where b.owed_minor > 0
order by since, v.id limit :limit offset :offset
