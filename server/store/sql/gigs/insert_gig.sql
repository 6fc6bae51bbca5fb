insert into gig (id, teacher_id, title_key, created_at, updated_at) values (:id, :teacher_id, :title_key, :now, :now)
