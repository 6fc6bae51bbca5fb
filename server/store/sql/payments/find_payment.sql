select id, kind, method, enrollment_id, course_id, course_title, student_id, student_name, teacher_id, teacher_name, amount_minor, currency, refunded_minor, disputed_minor, wallet_minor,
       tax_minor, tax_bps, fee_minor, teacher_minor, platform_minor, share_bps, state, failure_message, gateway_id, created_at, settled_at, receipt_number, coupon_code, discount_minor, line_number, line_count, schedule_id, standing, is_gift, is_for_bundle, booking_id, transfer_reference, session_at
from payment_shown where id = :id
