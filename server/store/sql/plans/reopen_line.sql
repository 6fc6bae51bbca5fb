update schedule_line set state = 'open', tries = 0, first_attempt_at = null, payment_id = null, paid_at = null,
       next_attempt_at = case when number = 1 then null else greatest(:now::timestamptz, due_on::timestamp at time zone 'UTC') end
where id = :id
