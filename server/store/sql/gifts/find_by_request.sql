select enrollment_id from gift where giver_id = :giver_id and request_key = :request_key
