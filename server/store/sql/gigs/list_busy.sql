-- What takes the time of the teacher, and of the student, between two moments; but for one booking, which is being moved.
select lower(during) as from_at, upper(during) as until_at, upper(blocked) as blocked_until, teacher_id <> :teacher_id as is_own
from booking_slot
where (teacher_id = :teacher_id or student_id = :student_id::uuid) and during && tstzrange(:from::timestamptz - interval '1 day', :until::timestamptz + interval '1 day')
  and (:except::uuid is null or booking_id <> :except::uuid)
