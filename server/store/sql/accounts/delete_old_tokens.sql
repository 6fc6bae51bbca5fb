delete from refresh_token where expires_at < :before
