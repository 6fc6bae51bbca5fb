-- Plans, what is due by them, and the method that it is collected from.
create table gateway_customer (
    user_id        uuid primary key references app_user,
    gateway_id     text unique, -- null: being made
    default_method text        not null default '', -- of the gateway; plans are collected from it
    default_label  text        not null default '', -- "Visa •••• 4242"
    created_at     timestamptz not null
);

create table payment_plan (
    id           uuid primary key,
    name         text        not null,
    kind         text        not null check (kind in ('once', 'deposit', 'instalments')),
    deposit_bps  int         not null default 0,
    balance_days int         not null default 0,
    count        int         not null default 0,
    every        text        not null default 'month' check (every in ('week', 'month', 'year')),
    archived_at  timestamptz,
    created_at   timestamptz not null
);
create table plan_rule (
    id            uuid primary key,
    position      int  not null,
    category_id   uuid references category,
    teacher_id    uuid references app_user,
    minimum_minor bigint,
    maximum_minor bigint,
    currency      text not null default '', -- of the prices; empty: neither is set
    plan_id       uuid not null references payment_plan
);
create table course_plan (
    course_id uuid not null references course,
    plan_id   uuid not null references payment_plan,
    position  int  not null,
    primary key (course_id, plan_id)
);

-- Everything that a later payment needs is frozen here when the student agrees.
create table schedule (
    id            uuid primary key,
    enrollment_id uuid        not null references enrollment,
    course_id     uuid        not null,
    student_id    uuid        not null,
    teacher_id    uuid        not null,
    plan_id       uuid        not null references payment_plan,
    plan_name     text        not null,
    state         text        not null check (state in ('proposed', 'active', 'paused', 'completed', 'cancelled')),
    total_minor   bigint      not null,
    currency      text        not null,
    tax_bps       int         not null,
    country       text        not null,
    share_bps     int         not null,
    coupon_code   text        not null default '',
    access_before text, -- state of the enrollment that was suspended as past due
    paused_at     timestamptz,
    created_at    timestamptz not null,
    updated_at    timestamptz not null
);
create unique index schedule_running on schedule (enrollment_id) where state in ('proposed', 'active', 'paused');
create index schedule_student on schedule (student_id, id desc);
create index schedule_plan on schedule (plan_id) where state in ('proposed', 'active', 'paused');

create table schedule_line (
    id                  uuid primary key,
    schedule_id         uuid   not null references schedule,
    number              int    not null,
    due_on              date   not null,
    amount_minor        bigint not null check (amount_minor > 0),
    tax_minor           bigint not null check (tax_minor >= 0),
    discount_minor      bigint not null default 0,
    teacher_fixed_minor bigint,
    state               text   not null check (state in ('open', 'paid', 'waived', 'cancelled')),
    payment_id          uuid unique, -- the only one that is not over
    -- Collections on the saved method. While one is open nobody begins another; it is repeated with the same key.
    attempts            int    not null default 0, -- names the keys, so it only grows
    tries               int    not null default 0, -- attempts since the line was last moved
    attempt_open        boolean not null default false,
    attempt_method      text   not null default '', -- frozen, as the key is
    attempt_at          timestamptz,
    first_attempt_at    timestamptz,
    next_attempt_at     timestamptz,
    failure_code        text   not null default '',
    failure             text   not null default '',
    needs_payer         boolean not null default false,
    reminded_at         timestamptz,
    paid_at             timestamptz,
    note                text   not null default '',
    unique (schedule_id, number)
);
create index schedule_line_attempt on schedule_line (next_attempt_at) where state = 'open' and next_attempt_at is not null;
create index schedule_line_open on schedule_line (due_on) where state = 'open';

-- Who ended an enrollment: somebody that an admin removed asks an admin to come back, others enroll again.
alter table enrollment add column ended_by text not null default '';
update enrollment set ended_by = 'admin' where state = 'cancelled';

create view schedule_shown as
select s.id, s.enrollment_id, e.state as enrollment_state, s.course_id, coalesce(r.title, '') as course_title, s.student_id, u.name as student_name, s.plan_name, s.state, s.total_minor, s.currency, s.access_before,
       s.created_at,
       coalesce((select sum(l.amount_minor) from schedule_line l where l.schedule_id = s.id and l.state in ('paid', 'waived')), 0)::bigint as paid_minor,
       (select min(l.due_on) from schedule_line l where l.schedule_id = s.id and l.state = 'open') as next_due_on
from schedule s
join enrollment e on e.id = s.enrollment_id
join app_user u on u.id = s.student_id
join course c on c.id = s.course_id
left join course_revision r on r.course_id = c.id and r.number = c.approved_revision;
grant select, insert, update on gateway_customer, payment_plan, schedule, schedule_line to lectern_app;
grant select, insert, delete on plan_rule, course_plan to lectern_app;
grant select on schedule_shown to lectern_app;
