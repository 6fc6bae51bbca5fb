select id, gig_id, teacher_id, student_id, title, starts_at, ends_at, minutes, buffer_minutes, session_minor, fee_minor, tax_minor, tax_bps, currency, country, meeting, meeting_link, state, payment_id, expires_at, proposed_at, proposed_by, ended_by,
       claim_state, claim_key, claim_by, sequence, was_invited, student_zone
from booking where id = :id for update
