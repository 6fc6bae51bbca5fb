select id, teacher_id, owner_name, name, code, kind, percent_bps, amount_minor, minimum_minor, maximum_minor, currency, funding, valid_from, valid_until, max_uses, max_uses_per_student, first_purchase_only,
       is_advertised, bulk_count, archived_at, created_at, uses, reserved
from coupon_shown where id = :id
