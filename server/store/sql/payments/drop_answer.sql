update dispute set evidence = null, submitted_by = null, submitting_at = null, accepted = false, request_key = :nothing where id = :id and submitted_at is null and request_key = :request_key
