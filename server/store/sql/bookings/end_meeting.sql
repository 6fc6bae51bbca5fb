-- One that was asked for and never answered may have been made, and is looked for first.
update booking_meeting set state = 'ending', next_at = :now, attempts = case when service_id = '' then attempts else 0 end where booking_id = :booking_id and state <> 'ended'
