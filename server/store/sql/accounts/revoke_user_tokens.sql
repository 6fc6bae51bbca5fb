update refresh_token set revoked_at = :now where user_id = :user_id and revoked_at is null
