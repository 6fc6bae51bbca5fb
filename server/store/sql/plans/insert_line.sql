insert into schedule_line (id, schedule_id, number, due_on, amount_minor, tax_minor, discount_minor, teacher_fixed_minor, state, next_attempt_at)
values (:id, :schedule_id, :number, :due_on, :amount_minor, :tax_minor, :discount_minor, :teacher_fixed_minor, 'open', :next_attempt_at)
