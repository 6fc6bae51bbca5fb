-- What a payment's state does not tell: whether a bank questions it or took it back, and whether it was recorded by mistake.
create or replace view payment_shown as
select p.id, p.kind, p.method, p.enrollment_id, p.course_id, case when p.kind = 'top_up' then 'Wallet top-up' else coalesce(r.title, '') end as course_title, p.student_id,
       s.name as student_name, p.teacher_id, coalesce(t.name, '') as teacher_name, p.amount_minor, p.currency, p.refunded_minor, p.disputed_minor, p.wallet_minor, p.tax_minor,
       p.tax_bps, p.fee_minor, p.teacher_minor, p.platform_minor, p.share_bps, p.state, p.failure_message, coalesce(p.gateway_id, '') as gateway_id, p.created_at, p.settled_at,
       coalesce(d.series || '-' || lpad(d.number::text, greatest(6, length(d.number::text)), '0'), '') as receipt_number,
       p.coupon_code, p.discount_minor, p.line_number, p.line_count, p.schedule_id,
       case when p.settled_at is null then 'usual'
            when exists (select 1 from dispute x where x.payment_id = p.id and x.state in ('needs_response', 'under_review')) then 'disputed'
            when p.disputed_minor > 0 then 'lost'
            when p.refunded_minor = p.amount_minor and exists (select 1 from refund f where f.payment_id = p.id and f.reversal and f.state = 'succeeded') then 'reversed'
            else 'usual' end as standing
from payment p
join app_user s on s.id = p.student_id
left join course c on c.id = p.course_id
left join course_revision r on r.course_id = c.id and r.number = c.approved_revision
left join app_user t on t.id = p.teacher_id
left join fiscal_document d on d.payment_id = p.id and d.kind = 'receipt' and d.refund_id is null;

create or replace view dispute_shown as
select x.id, x.gateway_id, x.payment_id, p.course_title, p.student_name, p.teacher_name, x.amount_minor, x.currency, x.state, x.reason, x.due_by, x.fee_minor,
       case when x.returned then 0 else coalesce(x.teacher_minor, 0) end as teacher_minor, case when x.returned or x.teacher_minor is null then 0 else x.amount_minor - x.teacher_minor end as platform_minor,
       coalesce(u.name, '') as submitted_by_name, x.submitted_at, x.opened_at, x.closed_at,
       (x.state in ('needs_response', 'inquiry') and x.submitted_at is null and not x.accepted) as is_waiting, x.accepted
from dispute x
join payment_shown p on p.id = x.payment_id
left join app_user u on u.id = x.submitted_by;
