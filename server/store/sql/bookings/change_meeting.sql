-- Also while it is being made, as what is made then has the old time, and is changed after.
update booking_meeting set state = case when state = 'ready' or attempts > 0 then 'changed' else state end, next_at = :now, attempts = case when state = 'ready' then 0 else attempts end
where booking_id = :booking_id and state in ('ready', 'wanted')
