update coupon_use set payment_id = :to where payment_id = :from and state = 'reserved'
