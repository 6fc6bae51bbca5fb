update schedule_line set attempt_open = false, failure_code = :failure_code, failure = :failure, needs_payer = :needs_payer, next_attempt_at = :next_attempt_at where id = :id
