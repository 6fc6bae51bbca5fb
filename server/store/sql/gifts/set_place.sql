update gift set enrollment_id = :to where id = :gift_id
