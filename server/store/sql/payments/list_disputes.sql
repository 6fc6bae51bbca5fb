-- Those that need an answer first, by their due date.
select id, gateway_id, payment_id, course_title, student_name, teacher_name, amount_minor, currency, state, reason, due_by, fee_minor, teacher_minor, platform_minor, submitted_by_name, submitted_at, accepted, opened_at, closed_at, is_waiting
from dispute_shown
where (:state::text is null or state = :state::text) and (:payment::uuid is null or payment_id = :payment::uuid)
order by is_waiting desc, case when is_waiting then due_by end nulls last, id desc
limit :limit offset :offset
