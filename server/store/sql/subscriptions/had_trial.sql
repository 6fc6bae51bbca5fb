select exists (select 1 from subscription where student_id = :student_id and course_id = :course_id and trial_days > 0 and trial_begun) as had
