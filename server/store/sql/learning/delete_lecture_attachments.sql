delete from attachment where lecture_id = :lecture_id
