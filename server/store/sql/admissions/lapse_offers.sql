update waitlist_entry set ended_at = :now, outcome = 'lapsed' where course_id = :course_id and ended_at is null and offered_until <= :now returning student_id
