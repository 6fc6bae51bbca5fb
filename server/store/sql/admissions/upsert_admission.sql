insert into course_admission (course_id, mode, seats, updated_at) values (:course_id, :mode, :seats, :now)
on conflict (course_id) do update set mode = excluded.mode, seats = excluded.seats, updated_at = excluded.updated_at
