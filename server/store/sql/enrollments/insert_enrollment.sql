insert into enrollment (id, course_id, student_id, state, kind, price_minor, currency, expires_at, created_at, updated_at, activated_at)
values (:id, :course_id, :student_id, :state, :kind, :price_minor, :currency, :expires_at, :now, :now, :activated_at)
on conflict (student_id, course_id) do nothing
