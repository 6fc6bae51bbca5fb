update refresh_token set revoked_at = :now where family = :family and revoked_at is null
