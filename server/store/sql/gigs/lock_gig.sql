select g.id, g.teacher_id from gig g where g.id = :id for update
