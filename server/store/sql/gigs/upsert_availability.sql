insert into teacher_availability (teacher_id, hours, updated_at) values (:teacher_id, :hours::jsonb, :now)
on conflict (teacher_id) do update set hours = excluded.hours, updated_at = excluded.updated_at
