update refresh_token set used_at = :now where token_hash = :token_hash
