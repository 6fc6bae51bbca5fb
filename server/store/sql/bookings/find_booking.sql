select id, gig_id, teacher_id, teacher_name, student_id, student_name, title, starts_at, ends_at, minutes, rate_minor, session_minor, fee_minor, tax_minor, total_minor, currency, meeting, state, payment_id, message, created_at, expires_at, proposed_at, proposed_by, ended_by, reason,
       claim_by, claim_text, claim_at, claim_state, claim_answer, student_zone, teacher_zone, refunded_minor, payment_state, meeting_ready, moved_by_teacher,
       (select k.buffer_minutes from booking k where k.id = booking_shown.id) as buffer_minutes
from booking_shown where id = :id
