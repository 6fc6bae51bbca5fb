-- What the enrollment was when a refund or a dispute of whichever of its payments ended it; the newest.
select x.enrollment_before from (
    select f.enrollment_before, f.created_at as at from refund f join payment p on p.id = f.payment_id where p.enrollment_id = :enrollment_id
    union all
    select d.enrollment_before, d.opened_at from dispute d join payment p on p.id = d.payment_id where p.enrollment_id = :enrollment_id
) x where x.enrollment_before in ('active', 'completed') order by x.at desc limit 1
