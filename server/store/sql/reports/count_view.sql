insert into course_view (course_id, day, views) values (:course_id, (:now::timestamptz at time zone 'UTC')::date, 1) on conflict (course_id, day) do update set views = course_view.views + 1
