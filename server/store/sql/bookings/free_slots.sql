delete from booking_slot where booking_id = :id and (:kind::text is null or kind = :kind::text)
