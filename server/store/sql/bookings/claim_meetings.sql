-- One call at a time for each: it comes back when its answer was lost.
update booking_meeting m set attempts = m.attempts + 1, next_at = :again_at
from booking b join app_user t on t.id = b.teacher_id
where m.booking_id = b.id and m.booking_id = (select booking_id from booking_meeting where state in ('wanted', 'changed', 'ending') and next_at <= :now order by next_at, booking_id limit 1 for update skip locked)
returning m.booking_id, m.state, m.service_id, m.join_url, m.passcode, m.attempts, b.title, b.starts_at, b.minutes, t.email as teacher_email
