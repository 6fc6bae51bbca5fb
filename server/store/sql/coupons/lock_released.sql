select u.id, u.coupon_id, u.code_key, u.student_id, u.enrollment_id, u.payment_id, c.max_uses, c.bulk_count, c.max_uses_per_student
from coupon_use u join coupon c on c.id = u.coupon_id
where u.payment_id = any (string_to_array(:payment_ids, chr(30))::uuid[]) and u.state = 'released'
order by c.id, u.id
for update of c, u
