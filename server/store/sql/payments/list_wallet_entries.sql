select e.seq, e.kind, e.amount_minor, e.balance_after_minor, e.currency, e.payment_id, e.at, coalesce(p.course_title, '') as course_title, coalesce(p.is_for_bundle, false) as is_for_bundle
from wallet_entry e left join payment_shown p on p.id = e.payment_id
where e.student_id = :student_id and e.currency = :currency and (:cursor::bigint is null or e.seq < :cursor::bigint)
order by e.seq desc limit :limit
