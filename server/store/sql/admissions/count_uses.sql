select count(*)::int as used, coalesce(bool_or(student_id = :student_id), false) as is_own from invitation_use where invitation_id = :id
