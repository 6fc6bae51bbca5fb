-- A bank works on it; should it refuse, that is the outcome of this attempt.
update schedule_line set next_attempt_at = null where id = :id and attempts = :attempts and state = 'open'
