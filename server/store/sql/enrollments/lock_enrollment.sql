select id, course_id, student_id, state, price_minor, currency, payment_id, expires_at, progress_percent, ended_by from enrollment
where id = :id for update
