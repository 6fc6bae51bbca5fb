update gift set redeemed_by = :student_id, redeemed_at = :now where id = :id
