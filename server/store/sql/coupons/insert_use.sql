insert into coupon_use (id, coupon_id, code_key, enrollment_id, student_id, course_id, payment_id, state, funding, discount_minor, currency, at)
values (:id, :coupon_id, :code_key, :enrollment_id, :student_id, :course_id, :payment_id, :state, :funding, :discount_minor, :currency, :now)
