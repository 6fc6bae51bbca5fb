-- Nothing is inserted where the teacher or the student is taken then.
insert into booking_slot (booking_id, kind, teacher_id, student_id, during, blocked)
select b.id, :kind, b.teacher_id, b.student_id, tstzrange(:starts_at::timestamptz, :starts_at::timestamptz + make_interval(mins => b.minutes)),
       tstzrange(:starts_at::timestamptz, :starts_at::timestamptz + make_interval(mins => b.minutes + b.buffer_minutes))
from booking b where b.id = :id
on conflict do nothing
