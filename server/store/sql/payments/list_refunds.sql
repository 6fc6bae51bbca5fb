select id, payment_id, course_title, student_name, amount_minor, currency, state, reason, failure, requested_by_name, decided_by_name, gateway_id, channel, reversal, created_at, finished_at
from refund_shown f
where (:student::uuid is null or f.student_id = :student::uuid)
  and (:payment::uuid is null or f.payment_id = :payment::uuid)
  and (:state::text is null or f.state = :state::text)
  and (:currency = '' or f.currency = :currency)
  -- Booked in the time, and of sales: what leaves a wallet is no refund of one.
  and (:from::timestamptz is null or exists (select 1 from payment p where p.id = f.payment_id and p.kind <> 'top_up'))
  and (:from::timestamptz is null or exists (select 1 from journal j where j.source_type = 'refund' and j.source_id = f.id::text and j.kind = 'refund' and j.posted_at >= :from::timestamptz and j.posted_at < :until::timestamptz))
  and (:cursor::uuid is null or (f.state <> 'requested')::int > :cursor_rank::int
       or ((f.state <> 'requested')::int = :cursor_rank::int and f.id < :cursor::uuid))
order by (f.state <> 'requested')::int, f.id desc limit :limit
