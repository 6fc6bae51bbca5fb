update lecture l set position = o.position, section_id = o.section_id
from unnest(string_to_array(:ids, chr(30))::uuid[], string_to_array(:section_ids, chr(30))::uuid[])
     with ordinality as o(id, section_id, position)
where l.id = o.id and l.course_id = :course_id
