-- The first use counts: asking again and again must not prolong the grace.
update refresh_token set used_at = coalesce(used_at, :now) where token_hash = :token_hash
