update booking_meeting set state = 'ending', next_at = :now, attempts = 0 where booking_id = :booking_id and state <> 'ended'
