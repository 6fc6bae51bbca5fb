update booking set starts_at = :starts_at, ends_at = :starts_at::timestamptz + make_interval(mins => minutes), proposed_at = null, proposed_by = null, expires_at = coalesce(:expires_at::timestamptz, expires_at),
       moved_by_teacher = moved_by_teacher or :by_teacher, sequence = sequence + 1, day_reminded = false, hour_reminded = false
where id = :id
