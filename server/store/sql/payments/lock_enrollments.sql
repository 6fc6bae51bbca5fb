select id, state, course_id, student_id, expires_at from enrollment
where id = any (string_to_array(:ids, chr(30))::uuid[])
order by id
for update
