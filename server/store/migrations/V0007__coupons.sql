-- Discounts. A coupon has conditions and one code, or many codes of one use each.
create table coupon (
    id                   uuid primary key,
    teacher_id           uuid references app_user, -- for this teacher's courses alone; null: the school's
    name                 text        not null,
    code                 text        not null, -- as written; of a bulk coupon what its codes begin with
    kind                 text        not null check (kind in ('percentage', 'fixed')),
    percent_bps          int         not null default 0 check (percent_bps between 0 and 10000),
    amount_minor         bigint check (amount_minor > 0),
    minimum_minor        bigint check (minimum_minor >= 0),
    maximum_minor        bigint check (maximum_minor >= 0),
    currency             text        not null default '', -- of the amounts; empty: any
    funding              text        not null check (funding in ('teacher', 'platform')),
    valid_from           timestamptz,
    valid_until          timestamptz,
    max_uses             int         not null default 0, -- 0: any number
    max_uses_per_student int         not null default 1, -- likewise
    first_purchase_only  boolean     not null default false,
    is_advertised        boolean     not null default false,
    bulk_count           int         not null default 0,
    archived_at          timestamptz,
    created_by           uuid        not null references app_user,
    created_at           timestamptz not null
);
create index coupon_newest on coupon (id desc);
create table coupon_code (
    code_key  text primary key, -- upper case, no white space
    code      text not null,
    coupon_id uuid not null references coupon
);
create index coupon_code_coupon on coupon_code (coupon_id, code_key);
create table coupon_scope (
    coupon_id   uuid not null references coupon,
    course_id   uuid references course,
    category_id uuid references category,
    check ((course_id is null) <> (category_id is null))
);
create index coupon_scope_coupon on coupon_scope (coupon_id);

-- Reserved while somebody pays, redeemed by the transaction that settles, released when the payment ends.
create table coupon_use (
    id             uuid primary key,
    coupon_id      uuid        not null references coupon,
    code_key       text        not null,
    enrollment_id  uuid        not null,
    student_id     uuid        not null,
    course_id      uuid        not null,
    payment_id     uuid unique references payment, -- null: nothing was left to pay
    state          text        not null check (state in ('reserved', 'redeemed', 'released')),
    funding        text        not null, -- frozen, as the shares are
    discount_minor bigint      not null check (discount_minor > 0),
    currency       text        not null,
    over_limit     boolean     not null default false, -- paid after the reservation had ended and the last use was gone
    at             timestamptz not null
);
create index coupon_use_counted on coupon_use (coupon_id, student_id) where state <> 'released';
create index coupon_use_newest on coupon_use (coupon_id, id desc);
create index coupon_use_code on coupon_use (code_key) where state <> 'released';
create index coupon_use_enrollment on coupon_use (enrollment_id);

alter table payment
    add column coupon_code         text   not null default '',
    add column discount_minor      bigint not null default 0,
    add column teacher_fixed_minor bigint, -- the teacher's part of the whole net, where a coupon moved it; null: by share_bps
    add column schedule_id         uuid,
    add column line_number         int    not null default 0,
    add column line_count          int    not null default 0;

-- Also what coupons took off, and which payment of a plan it is.
create or replace view payment_shown as
select p.id, p.kind, p.method, p.enrollment_id, p.course_id, case when p.kind = 'top_up' then 'Wallet top-up' else coalesce(r.title, '') end as course_title, p.student_id,
       s.name as student_name, p.teacher_id, coalesce(t.name, '') as teacher_name, p.amount_minor, p.currency, p.refunded_minor, p.disputed_minor, p.wallet_minor, p.tax_minor,
       p.tax_bps, p.fee_minor, p.teacher_minor, p.platform_minor, p.share_bps, p.state, p.failure_message, coalesce(p.gateway_id, '') as gateway_id, p.created_at, p.settled_at,
       coalesce(d.series || '-' || lpad(d.number::text, greatest(6, length(d.number::text)), '0'), '') as receipt_number,
       p.coupon_code, p.discount_minor, p.line_number, p.line_count, p.schedule_id
from payment p
join app_user s on s.id = p.student_id
left join course c on c.id = p.course_id
left join course_revision r on r.course_id = c.id and r.number = c.approved_revision
left join app_user t on t.id = p.teacher_id
left join fiscal_document d on d.payment_id = p.id and d.kind = 'receipt' and d.refund_id is null;
-- What each coupon has done so far.
create view coupon_shown as
select c.id, c.teacher_id, coalesce(t.name, '') as owner_name, c.name, c.code, c.kind, c.percent_bps, c.amount_minor, c.minimum_minor, c.maximum_minor, c.currency, c.funding, c.valid_from,
       c.valid_until, c.max_uses, c.max_uses_per_student, c.first_purchase_only, c.is_advertised, c.bulk_count, c.archived_at, c.created_at,
       (select count(*) from coupon_use u where u.coupon_id = c.id and u.state = 'redeemed') as uses,
       (select count(*) from coupon_use u where u.coupon_id = c.id and u.state = 'reserved') as reserved
from coupon c left join app_user t on t.id = c.teacher_id;
grant select, insert, update on coupon, coupon_use to lectern_app;
grant select, insert on coupon_code to lectern_app;
grant select, insert, delete on coupon_scope to lectern_app;
grant select on coupon_shown to lectern_app;
