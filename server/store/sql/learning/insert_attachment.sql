insert into attachment (id, lecture_id, title, file_id, position)
values (:id, :lecture_id, :title, :file_id, (select coalesce(max(position), 0) + 1 from attachment where lecture_id = :lecture_id))
