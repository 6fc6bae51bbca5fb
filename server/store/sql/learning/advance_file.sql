update stored_file set received = :received where id = :id and sha256 is null
