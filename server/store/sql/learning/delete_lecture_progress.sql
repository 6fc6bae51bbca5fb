delete from lecture_progress where lecture_id = :lecture_id
