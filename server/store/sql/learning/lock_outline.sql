select c.teacher_id, c.state, c.outline_version, c.approved_revision from course c where c.id = :id for update
