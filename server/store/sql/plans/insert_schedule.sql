insert into schedule (id, enrollment_id, course_id, student_id, teacher_id, plan_id, plan_name, state, total_minor, currency, tax_bps, country, share_bps, coupon_code, created_at, updated_at)
values (:id, :enrollment_id, :course_id, :student_id, :teacher_id, :plan_id, :plan_name, 'proposed', :total_minor, :currency, :tax_bps, :country, :share_bps, :coupon_code, :now, :now)
