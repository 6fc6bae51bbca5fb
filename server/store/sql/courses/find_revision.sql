select r.number, r.state, r.title, r.category_id, g.name as category_name, r.fee_minor, r.currency, r.description,
       r.language, r.level, r.cover_file_id, r.content_hash
from course_revision r left join category g on g.id = r.category_id
where r.course_id = :course_id and r.number = :number
