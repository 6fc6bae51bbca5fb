insert into course (id, slug, teacher_id, title_key, created_at, updated_at)
values (:id, :slug, :teacher_id, :title_key, :now, :now)
