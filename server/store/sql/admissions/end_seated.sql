-- Who got in another way waits no longer.
update waitlist_entry w set ended_at = :now, outcome = 'enrolled'
where w.course_id = :course_id and w.ended_at is null
  and exists (select 1 from enrollment e where e.course_id = w.course_id and e.student_id = w.student_id and e.state in ('active', 'completed', 'suspended'))
