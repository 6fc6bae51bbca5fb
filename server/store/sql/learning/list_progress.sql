select lecture_id, percent, position_seconds from lecture_progress where enrollment_id = :enrollment_id
