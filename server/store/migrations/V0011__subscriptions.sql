-- Courses that are paid for period by period, through the gateway's subscriptions and invoices.
alter table payment_plan drop constraint payment_plan_kind_check;
alter table payment_plan add constraint payment_plan_kind_check check (kind in ('once', 'deposit', 'instalments', 'subscription'));
alter table payment_plan
    add column price_minor bigint,                    -- of a subscription's period
    add column currency    text not null default '',  -- of that price
    add column trial_days  int  not null default 0;

create table gateway_product (
    course_id  uuid primary key references course,
    gateway_id text        not null,
    created_at timestamptz not null
);

-- Everything that a later invoice needs is frozen here when the student agrees; what a period costs changes with the plan alone.
create table subscription (
    id             uuid primary key,
    enrollment_id  uuid        not null references enrollment,
    course_id      uuid        not null,
    student_id     uuid        not null,
    teacher_id     uuid        not null,
    plan_id        uuid        not null references payment_plan,
    plan_name      text        not null,
    every          text        not null check (every in ('week', 'month', 'year')),
    price_minor    bigint      not null check (price_minor > 0), -- of a period, tax included
    currency       text        not null,
    trial_days     int         not null,
    tax_bps        int         not null,
    country        text        not null,
    share_bps      int         not null,
    state          text        not null check (state in ('incomplete', 'trialing', 'active', 'past_due', 'cancelled')),
    gateway_id     text unique, -- null: being made
    setup_id       text        not null default '', -- by which a method is given for the time after a trial
    first_payment  uuid,        -- null: a trial
    trial_begun    boolean     not null default false, -- had once of a course
    ends_at_period boolean     not null default false,
    end_wanted     boolean     not null default false, -- over here; the gateway is told, and told again
    end_reason     text        not null default '',
    trial_end      timestamptz,
    period_end     timestamptz,
    past_due_since timestamptz,
    access_before  text, -- state of the enrollment that was suspended as past due
    sync_at        timestamptz, -- when to look at it at the gateway next
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    ended_at       timestamptz
);
create unique index subscription_running on subscription (enrollment_id) where state <> 'cancelled';
create index subscription_student on subscription (student_id, id desc);
create index subscription_sync on subscription (sync_at) where sync_at is not null;
create index subscription_past_due on subscription (past_due_since) where state = 'past_due';
create index subscription_plan on subscription (plan_id) where state <> 'cancelled';

create table subscription_invoice (
    gateway_id      text primary key,
    subscription_id uuid        not null references subscription,
    number          text        not null default '',
    state           text        not null check (state in ('draft', 'open', 'paid', 'void', 'uncollectible')),
    total_minor     bigint      not null,
    due_minor       bigint      not null,
    currency        text        not null,
    period_start    timestamptz not null,
    period_end      timestamptz not null,
    payment_id      uuid unique,
    created_at      timestamptz not null
);
create index subscription_invoice_of on subscription_invoice (subscription_id, created_at desc);

alter table payment add column subscription_id uuid;
create index payment_subscription on payment (subscription_id) where subscription_id is not null;

create view subscription_shown as
select s.id, s.enrollment_id, e.state as enrollment_state, s.course_id, coalesce(r.title, '') as course_title, s.student_id, u.name as student_name, s.plan_id, s.plan_name, s.price_minor, s.currency,
       s.every, s.state, s.ends_at_period, s.trial_end, s.period_end, s.past_due_since, s.created_at, s.ended_at,
       coalesce(i.due_minor, 0)::bigint as due_minor, coalesce(p.failure_message, '') as failure
from subscription s
join enrollment e on e.id = s.enrollment_id
join app_user u on u.id = s.student_id
join course c on c.id = s.course_id
left join course_revision r on r.course_id = c.id and r.number = c.approved_revision
left join lateral (select due_minor, payment_id from subscription_invoice x
                   where x.subscription_id = s.id and x.state = 'open' and s.state = 'past_due' order by x.created_at desc limit 1) i on true
left join payment p on p.id = i.payment_id;
grant select, insert, update on subscription, subscription_invoice to lectern_app;
grant select, insert on gateway_product to lectern_app;
grant select on subscription_shown to lectern_app;
