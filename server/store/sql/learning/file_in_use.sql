select exists (select 1 from lecture where file_id = :id) or exists (select 1 from attachment where file_id = :id)
       or exists (select 1 from course_revision where cover_file_id = :id)
       or exists (select 1 from stored_file f join app_user u on u.id = f.owner_id join dispute d on d.evidence like '%' || f.id::text || '%'
                  where f.id = :id and f.completed_at is not null and u.role <> 'teacher') as used
