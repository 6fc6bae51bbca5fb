update password_code set attempts = attempts + 1 where user_id = :user_id and expires_at > :now and attempts < :max_attempts
returning code_hash
