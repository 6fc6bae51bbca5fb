select l.id, l.course_id, l.section_id, l.title, l.kind, l.file_id, c.teacher_id
from lecture l join course c on c.id = l.course_id where l.id = :id
