update enrollment set expires_at = :expires_at, updated_at = :now where id = :id
