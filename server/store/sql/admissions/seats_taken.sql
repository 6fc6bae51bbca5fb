-- By others than the student: enrollments that are open or being paid, seats that are kept for people of the waiting list, and
-- those who have waited longer.
select ((select count(*) from enrollment e where e.course_id = :course_id and e.student_id is distinct from :student_id::uuid and e.state in ('awaiting_payment', 'active', 'completed', 'suspended'))
      + (select count(*) from waitlist_entry w where w.course_id = :course_id and w.student_id <> :student_id::uuid and w.ended_at is null
           and (w.offered_until > :now or (w.offered_until is null and w.id < coalesce((select o.id from waitlist_entry o where o.course_id = :course_id and o.student_id = :student_id::uuid and o.ended_at is null),
                                                                                        'ffffffff-ffff-ffff-ffff-ffffffffffff')))))::int as taken
