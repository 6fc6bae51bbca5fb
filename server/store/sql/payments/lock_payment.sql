select id, enrollment_id, course_id, student_id, teacher_id, amount_minor, currency, share_bps, state, gateway_id
from payment where id = :id for update
