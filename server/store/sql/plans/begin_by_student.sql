-- Asked for by its student: the tries of the job are counted without it.
update schedule_line set attempt_open = true, attempts = :attempts, attempt_method = :method, attempt_at = :now, next_attempt_at = :again_at, failure_code = '', failure = '', needs_payer = false where id = :id
