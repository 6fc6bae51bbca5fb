-- Those that need an answer first, by their due date.
select id, gateway_id, payment_id, course_title, student_name, teacher_name, amount_minor, currency, state, reason, due_by, fee_minor, teacher_minor, platform_minor, submitted_by_name, submitted_at, accepted, opened_at, closed_at, is_waiting
from dispute_shown d
where (:state::text is null or state = :state::text) and (:payment::uuid is null or payment_id = :payment::uuid) and (:currency = '' or currency = :currency)
  and (:from::timestamptz is null or 
       (select coalesce(sum(case j.kind when 'dispute_opened' then 1 else -1 end), 0) from journal j
        where j.source_type = 'dispute' and j.source_id = d.id::text and j.kind in ('dispute_opened', 'dispute_won') and j.posted_at >= :from::timestamptz and j.posted_at < :until::timestamptz) <> 0)
order by is_waiting desc, case when is_waiting then due_by end nulls last, id desc
limit :limit offset :offset
