update schedule set access_before = :access_before where id = :id
