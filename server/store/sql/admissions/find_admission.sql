select coalesce(a.mode, 'open') as mode, coalesce(a.seats, 0) as seats,
       (select count(*) from enrollment e where e.course_id = c.id and e.state in ('awaiting_payment', 'active', 'completed', 'suspended'))::int as taken,
       (select count(*) from waitlist_entry w where w.course_id = c.id and w.ended_at is null)::int as waiting,
       (select count(*) from waitlist_entry w where w.course_id = c.id and w.ended_at is null and w.offered_until > :now)::int as offered
from course c left join course_admission a on a.course_id = c.id
where c.id = :course_id
