-- A coupon without courses and categories is for every course.
select not exists (select 1 from coupon_scope s where s.coupon_id = :coupon_id)
    or exists (select 1 from coupon_scope s where s.coupon_id = :coupon_id and (s.course_id = :course_id::uuid or s.category_id = :category_id::uuid)) as fits
