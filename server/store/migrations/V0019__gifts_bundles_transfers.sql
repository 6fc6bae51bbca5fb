-- Bank transfers that the gateway matches by their reference.
alter table payment drop constraint payment_method_check;
alter table payment add constraint payment_method_check check (method in ('card', 'cash', 'cheque', 'bank_transfer', 'wallet', 'transfer'));
create table payment_transfer (
    payment_id    uuid primary key references payment,
    reference     text        not null,
    holder        text        not null,
    account       text        not null,
    bank_code     text        not null,
    bank_name     text        not null,
    page_url      text        not null,
    missing_minor bigint      not null check (missing_minor >= 0),
    currency      text        not null,
    updated_at    timestamptz not null
);
create index payment_open_transfer on payment (id) where method = 'transfer' and state in ('awaiting_payer', 'requires_action', 'failed', 'created');
grant select, insert, update on payment_transfer to lectern_app;

-- Places that somebody pays for somebody else. Until the code is used, the enrollment is nobody's.
alter table enrollment alter column student_id drop not null;
create table gift (
    id              uuid primary key,
    giver_id        uuid        not null references app_user,
    course_id       uuid        not null references course,
    enrollment_id   uuid        not null,
    ordered_place   uuid        not null, -- its enrollment when it was ordered; the code may be used by somebody who was in the course before
    code            text        not null unique,
    recipient_name  text        not null,
    recipient_email text        not null,
    message         text        not null,
    request_key     text        not null,
    created_at      timestamptz not null,
    redeemed_by     uuid references app_user,
    redeemed_at     timestamptz,
    unique (giver_id, request_key)
);
create index gift_giver on gift (giver_id, id desc);
create index gift_enrollment on gift (enrollment_id);
grant select, insert, update on gift to lectern_app;

-- Several courses at one price.
create table bundle (
    id           uuid primary key,
    kind         text        not null check (kind in ('bundle', 'learning_path')),
    title        text        not null,
    description  text        not null,
    discount_bps int         not null check (discount_bps between 0 and 9000),
    funding      text        not null check (funding in ('teacher', 'platform')),
    state        text        not null check (state in ('draft', 'on_sale', 'archived')),
    created_by   uuid        not null references app_user,
    created_at   timestamptz not null
);
create table bundle_course (
    bundle_id uuid not null references bundle,
    position  int  not null,
    course_id uuid not null references course,
    primary key (bundle_id, course_id)
);
-- What a student agreed to. Paid by card, the payment fills the wallet, and what settles it buys the courses from there.
create table bundle_purchase (
    id          uuid primary key,
    bundle_id   uuid        not null references bundle,
    student_id  uuid        not null references app_user,
    title       text        not null,
    source      text        not null check (source in ('bundle', 'learning_path')),
    payment_id  uuid unique references payment, -- null: paid from what the wallet had
    total_minor bigint      not null check (total_minor > 0),
    currency    text        not null,
    country     text        not null,
    request_key text        not null,
    created_at  timestamptz not null,
    done_at     timestamptz,
    unique (student_id, request_key)
);
create index bundle_purchase_student on bundle_purchase (student_id, id desc);
create index bundle_purchase_waiting on bundle_purchase (created_at) where done_at is null;
create index bundle_purchase_bundle on bundle_purchase (bundle_id) where done_at is not null;
create table bundle_purchase_line (
    purchase_id         uuid   not null references bundle_purchase,
    position            int    not null,
    course_id           uuid   not null references course,
    price_minor         bigint not null, -- by itself, frozen as all of it is
    discount_minor      bigint not null,
    total_minor         bigint not null check (total_minor >= 0),
    tax_minor           bigint not null,
    tax_bps             int    not null,
    share_bps           int    not null,
    teacher_fixed_minor bigint,
    enrollment_id       uuid,
    payment_id          uuid references payment, -- from the wallet
    note                text   not null default '', -- why its money stayed in the wallet
    returned_by         text, -- refund or dispute of the payment that took what paid for it
    state_before        text, -- of its enrollment then
    primary key (purchase_id, course_id)
);
grant select, insert, update on bundle, bundle_purchase, bundle_purchase_line to lectern_app;
grant select, insert, delete on bundle_course to lectern_app;

-- Also whether it pays for the place of somebody else; a payment that fills the wallet for a bundle is named after it.
create or replace view payment_shown as
select p.id, p.kind, p.method, p.enrollment_id, p.course_id,
       case when p.kind = 'top_up' then coalesce((select b.title from bundle_purchase b where b.payment_id = p.id), 'Wallet top-up') else coalesce(r.title, '') end as course_title, p.student_id,
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
       p.kind = 'top_up' and exists (select 1 from bundle_purchase b where b.payment_id = p.id) as is_for_bundle
from payment p
join app_user s on s.id = p.student_id
left join course c on c.id = p.course_id
left join course_revision r on r.course_id = c.id and r.number = c.approved_revision
left join app_user t on t.id = p.teacher_id
left join fiscal_document d on d.payment_id = p.id and d.kind = 'receipt' and d.refund_id is null;
