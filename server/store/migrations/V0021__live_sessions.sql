-- Equality beside ranges in one exclusion constraint. The extension is a trusted one: the owner of the database may create it.
create extension if not exists btree_gist;

-- A topic that a teacher teaches live. Like a course, what an admin approves is a revision of its card.
create table gig (
    id                uuid primary key,
    teacher_id        uuid        not null references app_user,
    state             text        not null default 'draft' check (state in ('draft', 'in_review', 'rejected', 'offered', 'paused', 'suspended', 'archived')),
    title_key         text        not null,
    revision          int         not null default 1,
    approved_revision int         not null default 0,
    created_at        timestamptz not null,
    updated_at        timestamptz not null
);
create unique index gig_live_title on gig (teacher_id, title_key) where state <> 'archived';
create index gig_teacher on gig (teacher_id, updated_at desc);
create index gig_offered on gig (updated_at desc) where state = 'offered';
create table gig_revision (
    gig_id       uuid        not null references gig,
    number       int         not null,
    state        text        not null check (state in ('draft', 'submitted', 'approved', 'rejected')),
    card         jsonb       not null,
    title        text        not null,
    category_id  uuid references category,
    rate_minor   bigint      not null check (rate_minor >= 0),
    currency     text        not null,
    content_hash text        not null,
    submitted_at timestamptz,
    updated_at   timestamptz not null,
    primary key (gig_id, number)
);
create index gig_revision_queue on gig_revision (submitted_at, gig_id) where state = 'submitted';
create table gig_event (
    id       bigint generated always as identity primary key,
    gig_id   uuid        not null references gig,
    kind     text        not null,
    revision int         not null,
    actor_id uuid        not null references app_user,
    reason   text        not null default '',
    at       timestamptz not null
);
create index gig_event_gig on gig_event (gig_id, id desc);
grant select, insert, update on gig, gig_revision to lectern_app;
grant select, insert on gig_event to lectern_app;

create table teacher_availability (
    teacher_id uuid primary key references app_user,
    hours      jsonb       not null,
    updated_at timestamptz not null
);
grant select, insert, update on teacher_availability to lectern_app;

create table booking (
    id            uuid primary key,
    gig_id        uuid        not null references gig,
    teacher_id    uuid        not null references app_user,
    student_id    uuid        not null references app_user,
    title         text        not null,
    starts_at     timestamptz not null,
    ends_at       timestamptz not null check (ends_at > starts_at),
    minutes       int         not null,
    buffer_minutes int        not null,
    rate_minor    bigint      not null, -- frozen as all of the price is
    session_minor bigint      not null check (session_minor > 0),
    fee_minor     bigint      not null check (fee_minor >= 0),
    tax_minor     bigint      not null check (tax_minor >= 0),
    tax_bps       int         not null,
    currency      text        not null,
    country       text        not null,
    meeting       text        not null check (meeting in ('zoom', 'own_link')),
    meeting_link  text        not null, -- of the teacher's own room, frozen
    state         text        not null check (state in ('pending', 'confirmed', 'paid', 'completed', 'cancelled', 'refunded')),
    payment_id    uuid references payment, -- the newest one
    message       text        not null,
    student_zone  text        not null,
    created_at    timestamptz not null,
    expires_at    timestamptz, -- of what is pending or confirmed
    proposed_at   timestamptz, -- another start
    proposed_by   text check (proposed_by in ('student', 'teacher')),
    ended_by      text check (ended_by in ('student', 'teacher', 'admin', 'time')),
    reason        text        not null default '',
    claim_by      text check (claim_by in ('student', 'teacher')),
    claim_text    text        not null default '',
    claim_at      timestamptz,
    claim_state   text check (claim_state in ('open', 'upheld', 'rejected')),
    claim_answer  text        not null default '',
    claim_key     text        not null default '', -- of the decision, for an answer that was lost
    sequence      int         not null default 0,  -- of its iCalendar entry (RFC 5545, 3.8.7.4)
    was_invited   boolean     not null default false, -- calendars have it
    day_reminded  boolean     not null default false,
    hour_reminded boolean     not null default false
);
create index booking_teacher on booking (teacher_id, starts_at desc, id);
create index booking_student on booking (student_id, starts_at desc, id);
create index booking_start on booking (starts_at desc, id);
create index booking_expiry on booking (expires_at) where state in ('pending', 'confirmed');
create index booking_end on booking (ends_at) where state = 'paid';
create index booking_proposal on booking (proposed_at) where proposed_at is not null;
create index booking_claim on booking (claim_at) where claim_state = 'open';
create index booking_gig on booking (gig_id) where state = 'completed';
grant select, insert, update on booking to lectern_app;

-- Time that is held: of what is pending, confirmed or paid, and of another start that was proposed. Whoever books meets the constraint, whatever the program believed.
create table booking_slot (
    booking_id uuid      not null references booking,
    kind       text      not null check (kind in ('session', 'proposal')),
    teacher_id uuid      not null,
    student_id uuid      not null,
    during     tstzrange not null,
    blocked    tstzrange not null, -- with the pause of the teacher after it
    primary key (booking_id, kind),
    exclude using gist (teacher_id with =, booking_id with <>, blocked with &&),
    exclude using gist (student_id with =, booking_id with <>, during with &&)
);
grant select, insert, update, delete on booking_slot to lectern_app;

-- What the meeting service has, and what it is to have.
create table booking_meeting (
    booking_id uuid primary key references booking,
    state      text        not null check (state in ('wanted', 'changed', 'ready', 'ending', 'ended')),
    service_id text        not null default '', -- of the meeting there
    join_url   text        not null default '',
    passcode   text        not null default '',
    attempts   int         not null default 0,
    next_at    timestamptz not null,
    problem    text        not null default '',
    told_at    timestamptz -- that the service does not answer
);
create index booking_meeting_due on booking_meeting (next_at) where state in ('wanted', 'changed', 'ending');
grant select, insert, update on booking_meeting to lectern_app;

create table calendar_feed (
    user_id uuid primary key references app_user,
    token   text not null unique
);
grant select, insert, update on calendar_feed to lectern_app;

alter table payment drop constraint payment_kind_check;
alter table payment add constraint payment_kind_check check (kind in ('course', 'top_up', 'booking'));
alter table payment add column booking_id uuid references booking;
alter table payment drop constraint payment_check1;
alter table payment add constraint payment_subject_check check (case kind when 'course' then enrollment_id is not null and course_id is not null and teacher_id is not null
                                                                        when 'booking' then booking_id is not null and teacher_id is not null else true end);
create index payment_booking on payment (booking_id) where booking_id is not null;

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
       p.booking_id
from payment p
join app_user s on s.id = p.student_id
left join course c on c.id = p.course_id
left join course_revision r on r.course_id = c.id and r.number = c.approved_revision
left join app_user t on t.id = p.teacher_id
left join fiscal_document d on d.payment_id = p.id and d.kind = 'receipt' and d.refund_id is null;

-- A booking as both sides and the admins see it.
create view booking_shown as
select b.id, b.gig_id, b.teacher_id, t.name as teacher_name, b.student_id, s.name as student_name, b.title, b.starts_at, b.ends_at, b.minutes, b.rate_minor, b.session_minor, b.fee_minor, b.tax_minor,
       b.session_minor + b.fee_minor + b.tax_minor as total_minor, b.currency, b.meeting, b.state, b.payment_id, b.message, b.created_at, b.expires_at, b.proposed_at, b.proposed_by, b.ended_by, b.reason,
       b.claim_by, b.claim_text, b.claim_at, b.claim_state, b.claim_answer, b.student_zone, coalesce(a.hours ->> 'timeZone', 'UTC') as teacher_zone,
       coalesce(p.refunded_minor, 0) as refunded_minor, coalesce(p.state, '') as payment_state,
       b.meeting = 'own_link' or coalesce(m.state in ('ready', 'changed'), false) as meeting_ready
from booking b
join app_user t on t.id = b.teacher_id
join app_user s on s.id = b.student_id
left join teacher_availability a on a.teacher_id = b.teacher_id
left join payment p on p.id = b.payment_id
left join booking_meeting m on m.booking_id = b.id;
grant select on booking_shown to lectern_app;

create or replace view sale_shown as
select p.id, p.course_id, p.teacher_id, p.settled_at, p.currency, p.amount_minor as gross, coalesce(k.amount, 0) as refunded, p.teacher_minor - coalesce(k.teacher, 0) as teacher,
       p.platform_minor - (coalesce(k.amount, 0) - coalesce(k.teacher, 0) - coalesce(k.tax, 0)) as platform
from payment p left join payment_taken k on k.payment_id = p.id
where p.kind <> 'top_up' and p.settled_at is not null;
