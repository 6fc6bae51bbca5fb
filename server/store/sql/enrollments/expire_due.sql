-- Of the enrollments whose deadline passed, those that nobody paid meanwhile.
update enrollment set state = 'expired', updated_at = :now
where id in (select id from enrollment
             where id = any (string_to_array(:ids, chr(30))::uuid[]) and state = 'awaiting_payment' and expires_at < :now
             order by id for update)
returning id, coalesce(student_id, (select g.giver_id from gift g where g.enrollment_id = enrollment.id)) as student_id, course_id, payment_id
