select w.id, w.offered_until, (select count(*) from waitlist_entry o where o.course_id = w.course_id and o.ended_at is null and o.id < w.id)::int + 1 as place
from waitlist_entry w where w.course_id = :course_id and w.student_id = :student_id and w.ended_at is null
