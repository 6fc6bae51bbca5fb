select service_id, join_url, passcode, told_at from booking_meeting where booking_id = :booking_id
