insert into certificate (id, enrollment_id, code, student_name, course_title, teacher_name, issued_at)
values (:id, :enrollment_id, :code, :student_name, :course_title, :teacher_name, :now)
on conflict (enrollment_id) do nothing
