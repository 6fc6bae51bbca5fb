select hours::text as hours from teacher_availability where teacher_id = :teacher_id
