select c.id, r.title from course c join course_revision r on r.course_id = c.id and r.number = c.approved_revision
where c.id = any (string_to_array(:ids, chr(30))::uuid[])
