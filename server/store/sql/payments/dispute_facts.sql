-- What is known of a disputed payment, its student and what was used.
select x.id, x.gateway_id, x.state, x.evidence, x.submitted_at, x.accepted, x.submitting_at, x.due_by, p.id as payment_id, p.kind, p.student_id, p.enrollment_id, p.amount_minor, p.currency, p.refunded_minor, p.settled_at, p.receipt_number,
       p.course_title, p.student_name, u.email, coalesce(r.description, '') as description, coalesce(r.language, '') as language, e.created_at as enrolled_at, e.activated_at, e.progress_percent,
       coalesce(a.remote_address, '') as purchase_ip, coalesce(a.detail, '') as consent, a.at as consent_at
from dispute x
join payment_shown p on p.id = x.payment_id
join app_user u on u.id = p.student_id
left join enrollment e on e.id = p.enrollment_id
left join course c on c.id = p.course_id
left join course_revision r on r.course_id = c.id and r.number = c.approved_revision
left join lateral (select remote_address, detail, at from audit_entry where subject_id = coalesce(p.enrollment_id, p.id)::text and action in ('enrollment.order', 'wallet.top_up') and at <= p.settled_at order by id desc limit 1) a on true
where x.id = :id
