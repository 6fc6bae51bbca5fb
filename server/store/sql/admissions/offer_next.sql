update waitlist_entry set offered_until = :until
where id in (select id from waitlist_entry where course_id = :course_id and ended_at is null and offered_until is null order by id limit :limit)
returning id, student_id
