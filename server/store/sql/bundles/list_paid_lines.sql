select l.course_id, l.payment_id, l.enrollment_id from bundle_purchase_line l join payment p on p.id = l.payment_id
where l.purchase_id = :purchase_id and p.settled_at is not null and p.refunded_minor < p.amount_minor order by l.position desc
