insert into checkout_session (id, enrollment_id, payment_id, student_id, state, created_at, expires_at) values (:id, :enrollment_id, :payment_id, :student_id, 'open', :now, :expires_at)
