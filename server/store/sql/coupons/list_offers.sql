select c.id, c.name, c.code, c.kind, c.percent_bps, c.amount_minor, c.minimum_minor, c.maximum_minor, c.currency, c.funding, c.valid_from, c.valid_until, c.max_uses, c.max_uses_per_student, c.first_purchase_only,
       c.is_advertised, c.bulk_count
from coupon_shown c
join course o on o.id = :course_id
join course_revision r on r.course_id = o.id and r.number = o.approved_revision
where c.is_advertised and c.archived_at is null and (c.valid_from is null or c.valid_from <= :now) and (c.valid_until is null or c.valid_until > :now)
  and (c.teacher_id is null or c.teacher_id = o.teacher_id) and (c.currency = '' or c.currency = r.currency) and (c.minimum_minor is null or r.fee_minor >= c.minimum_minor)
  and (c.max_uses = 0 or c.uses + c.reserved < c.max_uses)
  and (not exists (select 1 from coupon_scope s where s.coupon_id = c.id) or exists (select 1 from coupon_scope s where s.coupon_id = c.id and (s.course_id = o.id or s.category_id = r.category_id)))
  and (c.max_uses_per_student = 0 or (select count(*) from coupon_use u where u.coupon_id = c.id and u.student_id = :student_id and u.state = 'redeemed') < c.max_uses_per_student)
order by c.id desc limit 5
