update course_revision
set state = :state, submitted_at = coalesce(:submitted_at::timestamptz, submitted_at),
    decided_at = coalesce(:decided_at::timestamptz, decided_at)
where course_id = :course_id and number = :number
