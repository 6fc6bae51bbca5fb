update mail_outbox set state = 'sent', sent_at = :now, params = case when template = 'password_code' then '{}' else params end, attempts = attempts + 1, error = '' where id = :id
