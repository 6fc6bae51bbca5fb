insert into payment (id, enrollment_id, course_id, student_id, teacher_id, amount_minor, currency, share_bps, state, created_at, updated_at)
values (:id, :enrollment_id, :course_id, :student_id, :teacher_id, :amount_minor, :currency, :share_bps, 'created', :now, :now)
