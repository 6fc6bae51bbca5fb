select g.id, g.course_id, r.title as course_title, g.enrollment_id, e.payment_id, e.state, g.recipient_name, g.recipient_email, g.message, g.code, coalesce(u.name, '') as redeemed_by_name,
       e.price_minor, e.currency, g.created_at, g.redeemed_at
from gift g join enrollment e on e.id = g.enrollment_id join course c on c.id = g.course_id join course_revision r on r.course_id = c.id and r.number = c.approved_revision
left join app_user u on u.id = g.redeemed_by
where g.giver_id = :giver_id order by g.id desc limit 200
