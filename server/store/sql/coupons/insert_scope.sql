insert into coupon_scope (coupon_id, course_id, category_id) values (:coupon_id, :course_id, :category_id)
