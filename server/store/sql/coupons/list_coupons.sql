select id, teacher_id, owner_name, name, code, kind, percent_bps, amount_minor, minimum_minor, maximum_minor, currency, funding, valid_from, valid_until, max_uses, max_uses_per_student, first_purchase_only,
       is_advertised, bulk_count, archived_at, created_at, uses, reserved
from (select c.*, case when c.archived_at is not null then 'archived' when c.valid_until <= :now::timestamptz then 'expired' when c.valid_from > :now::timestamptz then 'scheduled'
                       when (case when c.bulk_count > 0 then c.bulk_count else c.max_uses end) > 0 and c.uses >= (case when c.bulk_count > 0 then c.bulk_count else c.max_uses end) then 'used_up' else 'active' end as state
      from coupon_shown c) c
where (:teacher_id::uuid is null or c.teacher_id = :teacher_id::uuid)
  and (:state::text is null or c.state = :state::text)
  and (:pattern::text is null or c.name ilike :pattern::text or c.code ilike :pattern::text or exists (select 1 from coupon_code k where k.coupon_id = c.id and k.code_key = :code_key::text))
  and (:cursor::uuid is null or c.id < :cursor::uuid)
order by c.id desc limit :limit
