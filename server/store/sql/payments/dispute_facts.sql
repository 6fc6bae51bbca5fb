-- What is known of a disputed payment, its student and what was used.
select x.id, x.gateway_id, x.state, x.evidence, x.submitted_at, x.accepted, x.submitting_at, x.due_by, p.id as payment_id, p.kind, p.student_id, p.enrollment_id, p.amount_minor, p.currency, p.refunded_minor, p.settled_at, p.receipt_number,
       p.course_title, p.student_name, u.email, coalesce(r.description, '') as description, coalesce(r.language, '') as language, e.created_at as enrolled_at, e.activated_at, e.progress_percent, k.starts_at as session_at, k.minutes as session_minutes, k.state as session_state, k.ends_at as session_ends_at, k.claim_state as session_claim, k.created_at as session_booked_at,
       coalesce(a.remote_address, '') as purchase_ip, coalesce(a.detail, '') as consent, a.at as consent_at, b.title as bundle_title, g.recipient_name, g.redeemed_at,
       coalesce((select string_agg(coalesce(lr.title, '') || ' (' || coalesce(le.progress_percent, 0) || ' % seen)', '; ' order by bl.position)
                 from bundle_purchase_line bl join course lc on lc.id = bl.course_id left join course_revision lr on lr.course_id = lc.id and lr.number = lc.approved_revision
                 left join enrollment le on le.student_id = b.student_id and le.course_id = bl.course_id where bl.purchase_id = b.id), '') as bundle_courses
from dispute x
join payment_shown p on p.id = x.payment_id
join app_user u on u.id = p.student_id
left join enrollment e on e.id = p.enrollment_id
left join course c on c.id = p.course_id
left join course_revision r on r.course_id = c.id and r.number = c.approved_revision
left join booking k on k.id = p.booking_id
left join bundle_purchase b on b.payment_id = p.id
left join gift g on g.enrollment_id = p.enrollment_id and g.giver_id = p.student_id and e.student_id is distinct from p.student_id
left join lateral (select remote_address, detail, at from audit_entry where subject_id in (coalesce(g.ordered_place, p.enrollment_id, p.id)::text, b.id::text, p.booking_id::text) and actor_id = p.student_id
                   and action in ('enrollment.order', 'wallet.top_up', 'bundle.order', 'booking.request') and at <= p.settled_at order by id desc limit 1) a on true
where x.id = :id
