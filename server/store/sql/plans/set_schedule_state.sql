update schedule set state = :state, updated_at = :now where id = :id
