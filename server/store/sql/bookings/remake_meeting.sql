update booking_meeting set state = 'wanted', service_id = '', join_url = '', passcode = '', next_at = :now, attempts = 0 where booking_id = :booking_id and state = 'changed'
