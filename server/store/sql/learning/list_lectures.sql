select l.id, l.section_id, l.title, l.kind, l.article, l.duration_seconds, l.file_id, f.name as file_name, f.size_bytes,
       f.mime_type, f.sha256, f.received
from lecture l left join stored_file f on f.id = l.file_id
where l.course_id = :course_id order by l.position, l.id
