select id, enrollment_id, student_id from subscription where open_until <= :now order by open_until limit 200
