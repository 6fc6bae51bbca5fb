select id from withdrawal where requested_by = :requested_by and request_key = :request_key and request_key <> ''
