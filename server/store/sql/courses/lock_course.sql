select c.id, c.slug, c.teacher_id, u.name as teacher_name, c.title_key, c.state, c.revision, c.approved_revision,
       c.outline_version, c.launched_at, c.created_at, c.updated_at, r.state as revision_state, r.content_hash
from course c
join app_user u on u.id = c.teacher_id
join course_revision r on r.course_id = c.id and r.number = c.revision
where c.id = :id
for update of c
