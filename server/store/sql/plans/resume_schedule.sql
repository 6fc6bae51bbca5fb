-- What is open moves by the days that the plan rested.
with moved as (
    update schedule_line set due_on = due_on + :days::int, reminded_at = null, next_attempt_at = case when number = 1 then next_attempt_at else (due_on + :days::int)::timestamp at time zone 'UTC' end
    where schedule_id = :id and state = 'open' and not attempt_open
)
update schedule set state = 'active', paused_at = null, updated_at = :now where id = :id
