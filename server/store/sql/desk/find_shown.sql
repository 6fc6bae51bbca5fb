select i.id, i.kind, i.state, i.amount_minor, i.moved_minor, i.currency, i.reference, i.note, i.created_at, i.finished_at, coalesce(p.student_name, v.owner_name, '') as person_name, coalesce(p.course_title, '') as what
from desk_item i
left join refund f on i.kind = 'refund' and i.intent_id is not null and f.id = i.subject_id
left join payment_shown p on p.id = case when i.kind = 'payment' or (i.kind = 'refund' and i.intent_id is null) then i.subject_id else f.payment_id end
left join withdrawal_shown v on i.kind = 'payout' and v.id = i.subject_id
where i.id = :id
