select id, state, price_minor, currency, payment_id, expires_at, kind, ended_by from enrollment
where student_id = :student_id and course_id = :course_id for update
