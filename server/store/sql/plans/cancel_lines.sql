update schedule_line set state = 'cancelled', attempt_open = false, next_attempt_at = null where schedule_id = :schedule_id and state = 'open'
