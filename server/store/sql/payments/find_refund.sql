select id, payment_id, course_title, student_name, amount_minor, currency, state, reason, failure, requested_by_name, decided_by_name, gateway_id, channel, reversal, created_at, finished_at
from refund_shown where id = :id
