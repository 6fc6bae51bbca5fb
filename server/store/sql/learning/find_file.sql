select id, owner_id, name, mime_type, size_bytes, received, sha256, expected_sha256, completed_at from stored_file where id = :id
