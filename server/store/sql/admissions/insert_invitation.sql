insert into invitation (id, course_id, code, email, seats, is_free, created_by, created_at, expires_at)
values (:id, :course_id, :code, :email, :seats, :is_free, :created_by, :now, :expires_at)
