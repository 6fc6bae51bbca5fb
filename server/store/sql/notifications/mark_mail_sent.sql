update mail_outbox set state = 'sent', sent_at = :now, attempts = attempts + 1, error = '' where id = :id
