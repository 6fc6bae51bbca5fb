update coupon_use set state = 'redeemed', over_limit = :over_limit, at = :now where id = :id
