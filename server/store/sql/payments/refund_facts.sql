-- What the rules for taking a purchase back look at.
select p.id, p.student_id, p.teacher_id, p.amount_minor, p.currency, p.share_bps, p.refunded_minor, p.settled_at, e.progress_percent,
       exists (select 1 from certificate x where x.enrollment_id = e.id) as has_certificate,
       coalesce((select sum(f.amount_minor) from refund f where f.payment_id = p.id and f.state in ('approved', 'pending', 'succeeded')), 0)::bigint as taken,
       coalesce(b.pending_minor + b.available_minor, 0)::bigint as vault_minor
from payment p
join enrollment e on e.id = p.enrollment_id
left join vault v on v.owner_id = p.teacher_id
left join vault_balance b on b.vault_id = v.id and b.currency = p.currency
where p.id = :id
