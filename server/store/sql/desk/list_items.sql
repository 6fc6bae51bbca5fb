-- What waits first, the oldest of it first; then what is over, newest first.
select i.id, i.kind, i.state, i.amount_minor, i.moved_minor, i.currency, i.reference, i.note, i.created_at, i.finished_at, coalesce(p.student_name, v.owner_name, '') as person_name, coalesce(p.course_title, '') as what
from desk_item i
left join refund f on i.kind = 'refund' and i.intent_id is not null and f.id = i.subject_id
left join payment_shown p on p.id = case when i.kind = 'payment' or (i.kind = 'refund' and i.intent_id is null) then i.subject_id else f.payment_id end
left join withdrawal_shown v on i.kind = 'payout' and v.id = i.subject_id
where (:kind::text is null or i.kind = :kind::text) and (:state::text is null or i.state = :state::text)
  and (:pattern::text is null or i.reference ilike :pattern::text or p.student_name ilike :pattern::text or v.owner_name ilike :pattern::text)
order by i.state <> 'waiting', case when i.state = 'waiting' then i.created_at end, i.created_at desc, i.id
limit :limit offset :offset
