select c.teacher_id, c.state, c.outline_version from course c where c.id = :id
