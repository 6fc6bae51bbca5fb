-- What the enrollment was when a refund or a dispute of whichever of its payments ended it; the newest. A place is suspended by a dispute that is open.
select x.enrollment_before from (
    select f.enrollment_before, f.created_at as at from refund f join payment p on p.id = f.payment_id where p.enrollment_id = :enrollment_id and :state = 'refunded'
    union all
    select d.enrollment_before, d.opened_at from dispute d join payment p on p.id = d.payment_id
    where p.enrollment_id = :enrollment_id and (:state = 'refunded' or (d.teacher_minor is not null and not d.returned and d.state in ('needs_response', 'under_review')))
) x where x.enrollment_before in ('active', 'completed') order by x.at desc limit 1
