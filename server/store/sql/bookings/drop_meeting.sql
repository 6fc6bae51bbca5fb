update booking_meeting set state = 'ended' where booking_id = :booking_id and state in ('wanted', 'changed')
