-- The same payment once more, to be awaited again.
insert into payment (id, kind, method, enrollment_id, course_id, student_id, teacher_id, amount_minor, wallet_minor, tax_minor, tax_bps, country, currency, share_bps, state, coupon_code, discount_minor, teacher_fixed_minor, schedule_id, line_number, line_count, created_at, updated_at)
select :new_id, kind, method, enrollment_id, course_id, student_id, teacher_id, amount_minor, 0, tax_minor, tax_bps, country, currency, share_bps, 'awaiting_payer', coupon_code, discount_minor, teacher_fixed_minor, schedule_id, line_number, line_count, :now, :now
from payment where id = :id
