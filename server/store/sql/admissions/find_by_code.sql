select course_id, is_free, expires_at, revoked_at from invitation where code = :code
