update mail_outbox set state = :state, attempts = attempts + 1, error = :error, not_before = :not_before where id = :id
