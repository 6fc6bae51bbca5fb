-- Of a plan, every payment so far.
select u.id, coalesce(k.code, u.code_key) as code, s.name as student_name, coalesce(r.title, '') as course_title, u.discount_minor, coalesce((select sum(x.amount_minor) from payment x where x.enrollment_id = u.enrollment_id and x.settled_at is not null and (x.id = u.payment_id or x.schedule_id = p.schedule_id)), 0)::bigint as paid_minor, u.currency, u.state, u.over_limit,
       u.payment_id, u.at
from coupon_use u
join app_user s on s.id = u.student_id
left join coupon_code k on k.code_key = u.code_key
left join course c on c.id = u.course_id
left join course_revision r on r.course_id = c.id and r.number = c.approved_revision
left join payment p on p.id = u.payment_id
where u.coupon_id = :coupon_id and u.state <> 'released' and (:cursor::uuid is null or u.id < :cursor::uuid)
order by u.id desc limit :limit
