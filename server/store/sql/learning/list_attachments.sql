select a.id, a.lecture_id, a.title, a.file_id, f.name as file_name, f.size_bytes, f.mime_type, f.sha256, f.received
from attachment a join lecture l on l.id = a.lecture_id join stored_file f on f.id = a.file_id
where l.course_id = :course_id order by a.position, a.id
