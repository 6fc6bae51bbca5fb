update booking_meeting set state = :state, service_id = :service_id, join_url = :join_url, passcode = :passcode, problem = '', told_at = null
where booking_id = :booking_id and state = :was
