-- What the rules for taking a purchase back look at. Of a top-up there is no enrollment.
select p.id, p.kind, p.method, p.student_id, p.teacher_id, p.amount_minor, p.wallet_minor, p.tax_minor, p.currency, p.share_bps, p.teacher_fixed_minor, p.refunded_minor, p.disputed_minor, p.settled_at,
       coalesce(e.progress_percent, 0) as progress_percent,
       exists (select 1 from certificate x where x.enrollment_id = e.id) as has_certificate,
       coalesce((select sum(f.amount_minor) from refund f where f.payment_id = p.id and f.state in ('approved', 'pending', 'succeeded')), 0)::bigint as taken,
       coalesce((select sum(f.amount_minor) from refund f where f.payment_id = p.id and f.channel = 'wallet' and f.state in ('approved', 'pending', 'succeeded')), 0)::bigint as taken_to_wallet,
       exists (select 1 from dispute x where x.payment_id = p.id and x.state in ('needs_response', 'under_review')) as is_disputed,
       exists (select 1 from dispute x where x.payment_id = p.id and x.state = 'lost') as is_charged_back,
       exists (select 1 from payment o where (o.schedule_id = p.schedule_id or o.subscription_id = p.subscription_id) and o.id <> p.id and o.settled_at is not null and o.refunded_minor < o.amount_minor) as others_stand,
       exists (select 1 from gift g where g.enrollment_id = p.enrollment_id and g.redeemed_by is not null and e.student_id is distinct from p.student_id) as is_gift_used,
       exists (select 1 from gift g where g.enrollment_id = p.enrollment_id and g.giver_id = p.student_id and g.redeemed_by is distinct from p.student_id) as is_gift,
       coalesce(b.pending_minor + b.available_minor, 0)::bigint as vault_minor
from payment p
left join enrollment e on e.id = p.enrollment_id
left join vault v on v.owner_id = p.teacher_id
left join vault_balance b on b.vault_id = v.id and b.currency = p.currency
where p.id = :id
