update section s set position = o.position
from unnest(string_to_array(:ids, chr(30))::uuid[]) with ordinality as o(id, position)
where s.id = o.id and s.course_id = :course_id
