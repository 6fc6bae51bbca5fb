update course_listing l
set students = (select count(*) from enrollment e where e.course_id = l.course_id and e.state in ('active', 'completed'))
where l.course_id = any (string_to_array(:course_ids, chr(30))::uuid[])
