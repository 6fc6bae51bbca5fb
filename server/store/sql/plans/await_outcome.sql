-- The money was taken; its event settles the line.
update schedule_line set attempt_open = false, next_attempt_at = null, failure_code = '', failure = '', needs_payer = false where id = :id and attempts = :attempts and state = 'open'
