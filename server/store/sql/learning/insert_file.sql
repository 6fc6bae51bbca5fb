insert into stored_file (id, owner_id, name, mime_type, size_bytes, expected_sha256, created_at)
values (:id, :owner_id, :name, :mime_type, :size_bytes, :expected_sha256, :now)
