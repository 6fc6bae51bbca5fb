select exists (select 1 from lecture where file_id = :id) or exists (select 1 from attachment where file_id = :id)
       or exists (select 1 from course_revision where cover_file_id = :id)
       or exists (select 1 from dispute where evidence like '%' || :id::text || '%') as used
