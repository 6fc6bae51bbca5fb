-- What is set aside has its journal, what came back has its own, and a payment says what is disputed of it.
with journals as (
    select j.source_id::uuid as dispute_id, j.purpose, sum(t.amount_minor) as amount
    from journal j join transfer t on t.journal_id = j.id where j.source_type = 'dispute' group by 1, 2
), held as (
    select payment_id, sum(amount_minor) as amount from dispute where teacher_minor is not null and not returned group by 1
)
select d.id from dispute d
left join journals o on o.dispute_id = d.id and o.purpose = 'opened'
left join journals w on w.dispute_id = d.id and w.purpose = 'won'
where (d.teacher_minor is not null) <> (o.amount is not null) or o.amount <> d.amount_minor or d.returned <> (w.amount is not null) or w.amount <> d.amount_minor
union all
select p.id from payment p left join held h on h.payment_id = p.id where p.disputed_minor <> coalesce(h.amount, 0)
limit 1
