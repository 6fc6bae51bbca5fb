update waitlist_entry set ended_at = :now, outcome = :outcome where course_id = :course_id and student_id = :student_id and ended_at is null
