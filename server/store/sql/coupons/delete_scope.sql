delete from coupon_scope where coupon_id = :coupon_id
