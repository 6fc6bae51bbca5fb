select p.id, p.gateway_id, p.kind, p.method, p.enrollment_id, p.course_id, p.student_id, p.teacher_id, p.amount_minor, p.wallet_minor, p.tax_minor, p.currency, p.share_bps, p.state, p.coupon_code, p.teacher_fixed_minor, p.schedule_id, p.line_number, p.line_count, p.subscription_id, p.booking_id
from payment p
where p.gateway_id = any (string_to_array(:gateway_ids, chr(30)))
order by p.id
for update
