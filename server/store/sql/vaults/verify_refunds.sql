-- What a payment says was refunded is what was booked of its refunds, every booking has its journal, and what is gone as a
-- whole was taken from those who shared it, to the cent.
with booked as (
    select payment_id, sum(amount_minor) as amount from refund where teacher_minor is not null and not returned group by payment_id
), journals as (
    select j.source_id::uuid as refund_id, j.purpose, sum(t.amount_minor) as amount
    from journal j join transfer t on t.journal_id = j.id where j.source_type = 'refund' group by 1, 2
)
select p.id from payment p left join booked b on b.payment_id = p.id left join payment_taken x on x.payment_id = p.id
where p.refunded_minor <> coalesce(b.amount, 0) or p.refunded_minor > p.amount_minor
   or (p.kind <> 'top_up' and x.amount = p.amount_minor and (x.teacher <> p.teacher_minor or x.tax <> p.tax_minor))
union all
select f.payment_id from refund f
left join journals o on o.refund_id = f.id and o.purpose = 'refund'
left join journals i on i.refund_id = f.id and i.purpose = 'returned'
where (f.teacher_minor is not null) <> (o.amount is not null) or o.amount <> f.amount_minor
   or f.returned <> (i.amount is not null) or i.amount <> f.amount_minor
limit 1
