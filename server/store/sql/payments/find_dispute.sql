select id, gateway_id, payment_id, course_title, student_name, teacher_name, amount_minor, currency, state, reason, due_by, fee_minor, teacher_minor, platform_minor, submitted_by_name, submitted_at, accepted, opened_at, closed_at, is_waiting
from dispute_shown where id = :id
