update stored_file set received = size_bytes, sha256 = :sha256, completed_at = :now where id = :id
