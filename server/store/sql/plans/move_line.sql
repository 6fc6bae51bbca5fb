update schedule_line set due_on = :due_on::date, next_attempt_at = case when number = 1 and attempts = 0 then next_attempt_at else :next_attempt_at end, tries = 0, first_attempt_at = null, failure_code = '', failure = '',
       needs_payer = false, reminded_at = null
where id = :id
