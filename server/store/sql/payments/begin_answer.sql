update dispute set evidence = coalesce(evidence, :evidence), submitted_by = coalesce(submitted_by, :submitted_by), submitting_at = coalesce(submitting_at, :now), accepted = :accepted, request_key = :request_key
where id = :id
