update enrollment set state = :state, ended_by = :ended_by, updated_at = :now where id = :id
