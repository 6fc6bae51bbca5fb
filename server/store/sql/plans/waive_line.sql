update schedule_line set state = 'waived', note = :note, next_attempt_at = null, needs_payer = false, failure_code = '', failure = '' where id = :id
