select case when count(l.id) = 0 then 0 else (sum(coalesce(p.percent, 0)) / count(l.id))::int end as percent,
       count(l.id) filter (where coalesce(p.percent, 0) < 100) as unfinished, count(l.id) as lectures
from lecture l left join lecture_progress p on p.lecture_id = l.id and p.enrollment_id = :enrollment_id
where l.course_id = :course_id
