select k.code, coalesce(s.name, '') as student_name, coalesce(r.title, '') as course_title, u.at
from coupon_code k
left join coupon_use u on u.code_key = k.code_key and u.state = 'redeemed'
left join app_user s on s.id = u.student_id
left join course c on c.id = u.course_id
left join course_revision r on r.course_id = c.id and r.number = c.approved_revision
where k.coupon_id = :coupon_id
order by k.code_key, u.at
