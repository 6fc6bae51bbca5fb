-- The payment is the one of the giver: who opened the gift may have bought the place anew since.
select g.id, g.course_id, r.title as course_title, g.enrollment_id, e.payment_id, e.state, g.recipient_name, g.recipient_email, g.message, g.code, coalesce(u.name, '') as redeemed_by_name,
       e.price_minor, e.currency, g.created_at, g.redeemed_at, p.settled_at is not null as is_settled, coalesce(p.standing, 'usual') as standing,
       exists (select 1 from refund f where f.payment_id = p.id and f.requested_by = g.giver_id and f.state = 'succeeded') as is_taken_back,
       exists (select 1 from refund f where f.payment_id = p.id and f.state = 'requested') as is_asked_back,
       coalesce(p.settled_at is not null and p.standing = 'usual' and p.state in ('succeeded', 'partially_refunded')
           and not exists (select 1 from refund f where f.payment_id = p.id and f.state in ('requested', 'approved', 'pending')), false) as is_returnable
from gift g join enrollment e on e.id = g.enrollment_id join course c on c.id = g.course_id join course_revision r on r.course_id = c.id and r.number = c.approved_revision
left join app_user u on u.id = g.redeemed_by
left join payment_shown p on p.id = e.payment_id and p.student_id = g.giver_id
where g.giver_id = :giver_id order by g.id desc limit 200
