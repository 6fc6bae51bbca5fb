insert into refresh_token (token_hash, family, user_id, created_at, expires_at)
values (:token_hash, :family, :user_id, :now, :expires_at)
