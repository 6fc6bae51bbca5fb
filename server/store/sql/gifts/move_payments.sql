update payment set enrollment_id = :to where enrollment_id = :from
