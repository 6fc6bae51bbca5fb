update schedule_line set state = 'open', tries = 0, first_attempt_at = null, payment_id = null, paid_at = null, next_attempt_at = :now where id = :id
