select c.id, c.slug, c.teacher_id, u.name as teacher_name, c.state, c.revision, c.approved_revision, c.created_at,
       c.updated_at, r.state as revision_state, r.title, r.category_id, g.name as category_name, r.fee_minor, r.currency,
       r.description, r.language, r.level, r.cover_file_id, r.content_hash
from course c
join app_user u on u.id = c.teacher_id
join course_revision r on r.course_id = c.id and r.number = c.revision
left join category g on g.id = r.category_id
where c.id = :id
