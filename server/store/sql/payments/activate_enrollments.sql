update enrollment set state = 'active', activated_at = :now, updated_at = :now, expires_at = null
where id = any (string_to_array(:ids, chr(30))::uuid[])
