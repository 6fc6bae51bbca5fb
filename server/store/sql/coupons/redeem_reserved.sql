update coupon_use set state = 'redeemed', at = :now where payment_id = any (string_to_array(:payment_ids, chr(30))::uuid[]) and state = 'reserved'
