insert into waitlist_entry (id, course_id, student_id, joined_at) values (:id, :course_id, :student_id, :now) on conflict do nothing
