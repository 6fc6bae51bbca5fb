select id from refund where requested_by = :requested_by and request_key = :request_key and request_key <> ''
