select w.student_id, u.name, w.joined_at, w.offered_until from waitlist_entry w join app_user u on u.id = w.student_id
where w.course_id = :course_id and w.ended_at is null order by w.id limit 500
