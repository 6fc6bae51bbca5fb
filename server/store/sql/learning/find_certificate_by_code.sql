select id, code, student_name, course_title, teacher_name, issued_at, revoked_at from certificate where code = :code
