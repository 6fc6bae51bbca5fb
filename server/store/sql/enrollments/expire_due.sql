update enrollment set state = 'expired', updated_at = :now
where id in (select id from enrollment where state = 'awaiting_payment' and expires_at < :now
             order by id limit 500 for update skip locked)
returning id, student_id, course_id, payment_id
