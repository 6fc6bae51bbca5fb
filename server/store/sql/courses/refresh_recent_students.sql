with touched as (select distinct course_id from enrollment where updated_at >= :since)
update course_listing l
set students = s.students
from (select t.course_id, (select count(*) from enrollment e where e.course_id = t.course_id and e.state in ('active', 'completed')) as students
      from touched t) s
where l.course_id = s.course_id and l.students <> s.students
