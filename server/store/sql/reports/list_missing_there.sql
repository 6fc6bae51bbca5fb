-- For some hours: movements appear late.
select id, state, type, source_id, amount_minor, booked_minor, fee_minor, currency, payment_id, explanation, at
from movement_missing
where at < :now::timestamptz - interval '2 hours'
  and (:text::text is null or id = :text::text or source_id = :text::text or payment_id::text = :text::text)
order by at desc, id limit :limit offset :offset
