-- Whoever takes a use holds the coupon, so that the last one goes once.
select c.id, c.teacher_id, k.code as used_code, c.name, c.code, c.kind, c.percent_bps, c.amount_minor, c.minimum_minor, c.maximum_minor, c.currency, c.funding, c.valid_from, c.valid_until, c.max_uses,
       c.max_uses_per_student, c.first_purchase_only, c.is_advertised, c.bulk_count, c.archived_at
from coupon_code k join coupon c on c.id = k.coupon_id
where k.code_key = :code_key
for update of c
