update schedule_line set state = 'paid', paid_at = :now, attempt_open = false, next_attempt_at = null, needs_payer = false, failure_code = '', failure = '' where id = :id
