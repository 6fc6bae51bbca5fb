select id, owner_id from vault where owner_id = any (string_to_array(:owner_ids, chr(30))::uuid[])
