select count(*) as waiting from gift g join enrollment e on e.id = g.enrollment_id where g.giver_id = :giver_id and g.course_id = :course_id and e.state = 'awaiting_payment'
