update coupon_use set state = 'released' where enrollment_id = :enrollment_id and state = 'reserved' and payment_id is distinct from :except::uuid
