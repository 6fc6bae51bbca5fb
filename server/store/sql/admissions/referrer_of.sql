select referrer_id from referral where student_id = :student_id and at >= :since
