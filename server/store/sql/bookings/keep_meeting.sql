-- It was made, and is not wanted any more: known, so that it is ended.
update booking_meeting set service_id = :service_id, join_url = :join_url, passcode = :passcode where booking_id = :booking_id and service_id = ''
