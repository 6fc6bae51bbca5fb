-- What takes the time of the teacher, and of the student who looks, between two moments.
select lower(during) as from_at, upper(during) as until_at, upper(blocked) as blocked_until, teacher_id <> :teacher_id as is_own
from booking_slot
where (teacher_id = :teacher_id or student_id = :student_id::uuid) and during && tstzrange(:from::timestamptz - interval '1 day', :until::timestamptz + interval '1 day')
