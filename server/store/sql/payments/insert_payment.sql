insert into payment (id, kind, method, enrollment_id, course_id, student_id, teacher_id, amount_minor, wallet_minor, tax_minor, tax_bps, country, currency, share_bps, state, request_key, coupon_code, discount_minor, teacher_fixed_minor, schedule_id, subscription_id, booking_id, line_number, line_count, created_at, updated_at)
values (:id, :kind, :method, :enrollment_id, :course_id, :student_id, :teacher_id, :amount_minor, :wallet_minor, :tax_minor, :tax_bps, :country, :currency, 
        :share_bps, :state, :request_key, :coupon_code, :discount_minor, :teacher_fixed_minor, :schedule_id, :subscription_id, :booking_id, :line_number, :line_count, :now, :now)
on conflict (student_id, request_key) where request_key <> '' do nothing
