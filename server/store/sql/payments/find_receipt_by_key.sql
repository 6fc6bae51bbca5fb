select id from offline_receipt where recorded_by = :recorded_by and payment_id = :payment_id and request_key = :request_key and request_key <> ''
