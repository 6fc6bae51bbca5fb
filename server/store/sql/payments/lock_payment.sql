select id, kind, method, enrollment_id, course_id, student_id, teacher_id, amount_minor, wallet_minor, tax_minor, currency, share_bps, state, gateway_id, settled_at, coupon_code, teacher_fixed_minor, schedule_id, line_number, line_count, subscription_id, booking_id
from payment where id = :id for update
