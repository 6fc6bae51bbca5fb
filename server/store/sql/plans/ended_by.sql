select coalesce(ended_by, '') as ended_by from enrollment where id = :enrollment_id
