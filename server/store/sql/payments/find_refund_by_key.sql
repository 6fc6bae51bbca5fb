select id from refund where requested_by = :requested_by and payment_id = :payment_id and request_key = :request_key and request_key <> ''
