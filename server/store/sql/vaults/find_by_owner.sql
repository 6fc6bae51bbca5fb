select id from vault where owner_id = :owner_id
