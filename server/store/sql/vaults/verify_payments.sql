-- A settled payment has exactly its sale journal with exactly its shares.
with sales as (
    select j.id, j.source_id::uuid as payment_id, s.amount
    from journal j left join (select journal_id, sum(amount_minor) as amount from transfer group by journal_id) s on s.journal_id = j.id
    where j.source_type = 'payment' and j.purpose = 'sale'
)
select p.id from payment p left join sales s on s.payment_id = p.id
where (p.settled_at is not null) <> (s.id is not null)
   or (p.settled_at is not null and (s.amount is distinct from p.amount_minor or (p.kind <> 'top_up' and p.teacher_minor + p.platform_minor + p.tax_minor <> p.amount_minor)))
order by p.id limit 1
