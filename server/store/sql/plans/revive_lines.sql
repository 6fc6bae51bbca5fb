update schedule_line set state = 'open', next_attempt_at = case when number = 1 then null else due_on::timestamp at time zone 'UTC' end where schedule_id = :schedule_id and state = 'cancelled'
