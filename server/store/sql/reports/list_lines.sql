-- What needs explaining first, then the newest.
select id, state, type, source_id, amount_minor, booked_minor, fee_minor, currency, payment_id, explanation, created_at as at
from gateway_transaction
where (:state::text is null or state = :state::text)
  and (:text::text is null or id = :text::text or source_id = :text::text or reference_id = :text::text or payment_id::text = :text::text)
order by state in ('missing_here', 'amount_differs') desc, created_at desc, id desc limit :limit offset :offset
