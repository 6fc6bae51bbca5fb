update stored_file set received = size_bytes, sha256 = :sha, completed_at = :now where id = :id
