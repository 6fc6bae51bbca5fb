-- Whoever reads a bank's statement knows the reference that a transfer came with.
create or replace view payment_shown as
select p.id, p.kind, p.method, p.enrollment_id, p.course_id,
       case p.kind when 'top_up' then coalesce((select b.title from bundle_purchase b where b.payment_id = p.id), 'Wallet top-up')
                   when 'booking' then coalesce((select k.title from booking k where k.id = p.booking_id), '')
                   else coalesce(r.title, '') end as course_title, p.student_id,
       s.name as student_name, p.teacher_id, coalesce(t.name, '') as teacher_name, p.amount_minor, p.currency, p.refunded_minor, p.disputed_minor, p.wallet_minor, p.tax_minor,
       p.tax_bps, p.fee_minor, p.teacher_minor, p.platform_minor, p.share_bps, p.state, p.failure_message, coalesce(p.gateway_id, '') as gateway_id, p.created_at, p.settled_at,
       coalesce(d.series || '-' || lpad(d.number::text, greatest(6, length(d.number::text)), '0'), '') as receipt_number,
       p.coupon_code, p.discount_minor, p.line_number, p.line_count, p.schedule_id,
       case when p.settled_at is null then 'usual'
            when exists (select 1 from dispute x where x.payment_id = p.id and x.state in ('needs_response', 'under_review')) then 'disputed'
            when p.disputed_minor > 0 then 'lost'
            when p.refunded_minor = p.amount_minor and exists (select 1 from refund f where f.payment_id = p.id and f.reversal and f.state = 'succeeded') then 'reversed'
            else 'usual' end as standing,
       exists (select 1 from enrollment e where e.id = p.enrollment_id and e.student_id is distinct from p.student_id) as is_gift,
       p.kind = 'top_up' and exists (select 1 from bundle_purchase b where b.payment_id = p.id) as is_for_bundle,
       p.booking_id,
       coalesce((select x.reference from payment_transfer x where x.payment_id = p.id), '') as transfer_reference,
       (select k.starts_at from booking k where k.id = p.booking_id) as session_at
from payment p
join app_user s on s.id = p.student_id
left join course c on c.id = p.course_id
left join course_revision r on r.course_id = c.id and r.number = c.approved_revision
left join app_user t on t.id = p.teacher_id
left join fiscal_document d on d.payment_id = p.id and d.kind = 'receipt' and d.refund_id is null;
create index payment_transfer_reference on payment_transfer (upper(reference));

-- Who agreed to another time of the teacher's may still cancel for nothing.
alter table booking add column moved_by_teacher boolean not null default false;
create or replace view booking_shown as
select b.id, b.gig_id, b.teacher_id, t.name as teacher_name, b.student_id, s.name as student_name, b.title, b.starts_at, b.ends_at, b.minutes, b.rate_minor, b.session_minor, b.fee_minor, b.tax_minor,
       b.session_minor + b.fee_minor + b.tax_minor as total_minor, b.currency, b.meeting, b.state, b.payment_id, b.message, b.created_at, b.expires_at, b.proposed_at, b.proposed_by, b.ended_by, b.reason,
       b.claim_by, b.claim_text, b.claim_at, b.claim_state, b.claim_answer, b.student_zone, coalesce(a.hours ->> 'timeZone', 'UTC') as teacher_zone,
       coalesce(p.refunded_minor, 0) as refunded_minor, coalesce(p.state, '') as payment_state,
       b.meeting = 'own_link' or coalesce(m.state in ('ready', 'changed'), false) as meeting_ready,
       b.moved_by_teacher
from booking b
join app_user t on t.id = b.teacher_id
join app_user s on s.id = b.student_id
left join teacher_availability a on a.teacher_id = b.teacher_id
left join payment p on p.id = b.payment_id
left join booking_meeting m on m.booking_id = b.id;
