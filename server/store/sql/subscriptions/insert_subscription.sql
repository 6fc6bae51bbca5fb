insert into subscription (id, enrollment_id, course_id, student_id, teacher_id, plan_id, plan_name, every, price_minor, currency, trial_days, tax_bps, country, share_bps, state, created_at, updated_at)
values (:id, :enrollment_id, :course_id, :student_id, :teacher_id, :plan_id, :plan_name, :every, :price_minor, :currency, :trial_days, :tax_bps, :country, :share_bps, 'incomplete', :now, :now)
