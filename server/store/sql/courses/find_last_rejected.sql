select max(revision) as number from course_event where course_id = :course_id and kind = 'reject'
