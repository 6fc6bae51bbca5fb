select count(distinct s.id) as overdue from schedule_line l join schedule s on s.id = l.schedule_id
where l.state = 'open' and l.due_on < :today::date and s.state = 'active' and (:student_id::uuid is null or s.student_id = :student_id::uuid)
