update enrollment set student_id = :student_id, activated_at = :now, updated_at = :now where id = :enrollment_id
