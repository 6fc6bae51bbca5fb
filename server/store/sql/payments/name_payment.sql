select course_title, student_name from payment_shown where id = :id
