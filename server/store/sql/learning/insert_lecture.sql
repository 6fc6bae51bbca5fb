insert into lecture (id, section_id, course_id, title, kind, article, file_id, duration_seconds, position)
values (:id, :section_id, :course_id, :title, :kind, :article, :file_id, :duration_seconds,
        (select coalesce(max(position), 0) + 1 from lecture where section_id = :section_id))
