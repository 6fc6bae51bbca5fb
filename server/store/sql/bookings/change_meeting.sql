update booking_meeting set state = 'changed', next_at = :now, attempts = 0 where booking_id = :booking_id and state = 'ready'
