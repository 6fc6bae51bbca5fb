update coupon_use set state = 'released' where payment_id = any (string_to_array(:payment_ids, chr(30))::uuid[]) and state = 'reserved'
