-- An inquiry that was answered became a dispute, which takes an answer of its own.
update dispute set evidence = null, submitted_by = null, submitting_at = null, submitted_at = null, accepted = false, request_key = '' where id = :id
