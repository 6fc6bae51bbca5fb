update course set outline_version = outline_version + 1, updated_at = :now where id = :id
