select l.course_id, l.slug, l.title, l.summary, g.name as category_name, l.teacher_id, l.teacher_name, l.language, l.level,
       l.fee_minor, l.currency, l.students, l.lectures, l.cover_file_id, r.description
from course_listing l
join category g on g.id = l.category_id
join course c on c.id = l.course_id
join course_revision r on r.course_id = c.id and r.number = c.approved_revision
where l.course_id = :id
