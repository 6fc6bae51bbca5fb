-- The same request twice, as after a lost answer.
select id, gig_id, teacher_id, teacher_name, student_id, student_name, title, starts_at, ends_at, minutes, rate_minor, session_minor, fee_minor, tax_minor, total_minor, currency, meeting, state, payment_id, message, created_at, expires_at, proposed_at, proposed_by, ended_by, reason,
       claim_by, claim_text, claim_at, claim_state, claim_answer, student_zone, teacher_zone, refunded_minor, payment_state, meeting_ready, moved_by_teacher
from booking_shown where student_id = :student_id and gig_id = :gig_id and starts_at = :starts_at and minutes = :minutes and state = 'pending'
