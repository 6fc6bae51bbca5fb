-- The application role logs in as lectern_app; the owner of every object migrates and does nothing else.
create extension if not exists pg_trgm;

create table app_user (
    id            uuid primary key,
    name          text        not null,
    email         text        not null,
    email_key     text        not null unique, -- case-folded
    password_hash text        not null,        -- argon2id, self-describing
    role          text        not null check (role in ('student', 'teacher', 'admin')),
    state         text        not null default 'active' check (state in ('active', 'blocked')),
    created_at    timestamptz not null
);
create index app_user_search on app_user using gin ((name || ' ' || email) gin_trgm_ops);

create table refresh_token (
    token_hash text primary key, -- SHA-256 of the token; the token itself is never stored
    family     uuid        not null,
    user_id    uuid        not null references app_user,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at    timestamptz,
    revoked_at timestamptz
);
create index refresh_token_family on refresh_token (family);
create index refresh_token_user on refresh_token (user_id) where revoked_at is null;

create table stored_file (
    id           uuid primary key,
    owner_id     uuid        not null references app_user,
    name         text        not null,
    mime_type    text        not null,
    size_bytes   bigint      not null check (size_bytes >= 0),
    received     bigint      not null default 0,
    expected_sha256 text,
    sha256       text, -- set when complete; the blob's name on disk
    created_at   timestamptz not null,
    completed_at timestamptz
);
create index stored_file_sha on stored_file (sha256);
create index stored_file_open on stored_file (created_at) where completed_at is null;

create table category (
    id        uuid primary key,
    name      text not null unique,
    position  int  not null default 0,
    share_bps int check (share_bps between 0 and 10000) -- platform share; null: the default
);

create table course (
    id                uuid primary key,
    slug              text        not null unique,
    teacher_id        uuid        not null references app_user,
    title_key         text        not null, -- normalised title of the newest revision
    state             text        not null default 'draft'
        check (state in ('draft', 'in_review', 'rejected', 'approved', 'launched', 'suspended', 'archived')),
    revision          int         not null default 1,
    approved_revision int         not null default 0,
    outline_version   int         not null default 0,
    share_bps         int check (share_bps between 0 and 10000),
    launched_at       timestamptz,
    created_at        timestamptz not null,
    updated_at        timestamptz not null
);
create unique index course_live_title on course (teacher_id, title_key) where state <> 'archived';
create index course_similar on course using gin (title_key gin_trgm_ops);
create index course_state on course (state, updated_at desc, id desc);
create index course_teacher on course (teacher_id, updated_at desc, id desc);

create table course_revision (
    course_id     uuid        not null references course,
    number        int         not null,
    state         text        not null check (state in ('draft', 'submitted', 'approved', 'rejected')),
    title         text        not null,
    category_id   uuid references category,
    fee_minor     bigint      not null check (fee_minor >= 0),
    currency      text        not null,
    description   text        not null,
    language      text        not null,
    level         text        not null,
    cover_file_id uuid references stored_file,
    content_hash  text        not null,
    submitted_at  timestamptz,
    decided_at    timestamptz,
    updated_at    timestamptz not null,
    primary key (course_id, number)
);
create index course_revision_cover on course_revision (cover_file_id) where cover_file_id is not null;
create index course_revision_queue on course_revision (submitted_at, course_id) where state = 'submitted';

create table course_event (
    id           bigint generated always as identity primary key,
    course_id    uuid        not null references course,
    kind         text        not null,
    revision     int         not null,
    content_hash text        not null default '',
    actor_id     uuid        not null references app_user,
    reason       text        not null default '',
    at           timestamptz not null
);
create index course_event_course on course_event (course_id, id desc);

-- What the catalogue shows: one row for each launched course, rewritten by the use cases that change it.
create table course_listing (
    course_id     uuid primary key references course,
    slug          text        not null,
    title         text        not null,
    summary       text        not null,
    category_id   uuid        not null references category,
    teacher_id    uuid        not null references app_user,
    teacher_name  text        not null,
    language      text        not null,
    level         text        not null,
    fee_minor     bigint      not null,
    currency      text        not null,
    students      int         not null default 0,
    lectures      int         not null default 0,
    cover_file_id uuid,
    launched_at   timestamptz not null,
    search        tsvector    not null
);
create index course_listing_cover on course_listing (cover_file_id) where cover_file_id is not null;
create index course_listing_search on course_listing using gin (search);
create index course_listing_newest on course_listing (launched_at desc, course_id desc);
create index course_listing_price on course_listing (fee_minor, course_id);
create index course_listing_students on course_listing (students desc, course_id desc);
create index course_listing_category on course_listing (category_id, launched_at desc);

create table section (
    id        uuid primary key,
    course_id uuid not null references course,
    title     text not null,
    position  int  not null
);
create index section_course on section (course_id, position);

create table lecture (
    id               uuid primary key,
    section_id       uuid not null references section,
    course_id        uuid not null references course,
    title            text not null,
    kind             text not null check (kind in ('video', 'article', 'document')),
    article          text not null default '',
    file_id          uuid references stored_file,
    duration_seconds int  not null default 0,
    position         int  not null
);
create index lecture_section on lecture (section_id, position);
create index lecture_course on lecture (course_id);
create index lecture_file on lecture (file_id);

create table attachment (
    id         uuid primary key,
    lecture_id uuid not null references lecture,
    title      text not null,
    file_id    uuid not null references stored_file,
    position   int  not null default 0
);
create index attachment_lecture on attachment (lecture_id);
create index attachment_file on attachment (file_id);

create table enrollment (
    id               uuid primary key,
    course_id        uuid        not null,
    student_id       uuid        not null,
    state            text        not null check (state in ('awaiting_payment', 'active', 'completed', 'expired',
                                                           'cancelled', 'suspended', 'refunded')),
    kind             text        not null check (kind in ('free', 'paid', 'subscription', 'invitation', 'waitlist')),
    source           text        not null default 'direct',
    price_minor      bigint      not null,
    currency         text        not null,
    progress_percent int         not null default 0,
    payment_id       uuid, -- the newest one
    expires_at       timestamptz,
    created_at       timestamptz not null,
    updated_at       timestamptz not null,
    activated_at     timestamptz,
    last_active_at   timestamptz,
    unique (student_id, course_id)
) with (fillfactor = 70);
create index enrollment_course on enrollment (course_id, id desc);
create index enrollment_awaiting on enrollment (expires_at) where state = 'awaiting_payment';

create table lecture_progress (
    enrollment_id    uuid        not null references enrollment,
    lecture_id       uuid        not null,
    percent          int         not null check (percent between 0 and 100),
    position_seconds int         not null default 0,
    updated_at       timestamptz not null,
    primary key (enrollment_id, lecture_id)
);

create table certificate (
    id            uuid primary key,
    enrollment_id uuid        not null unique references enrollment,
    code          text        not null unique,
    student_name  text        not null,
    course_title  text        not null,
    teacher_name  text        not null,
    issued_at     timestamptz not null,
    revoked_at    timestamptz
);

-- A payment's mutable columns are in no index, so that settling it is a heap-only update.
create table payment (
    id              uuid primary key,
    enrollment_id   uuid        not null,
    course_id       uuid        not null,
    student_id      uuid        not null,
    teacher_id      uuid        not null,
    amount_minor    bigint      not null check (amount_minor > 0),
    currency        text        not null,
    share_bps       int         not null check (share_bps between 0 and 10000),
    state           text        not null,
    gateway_id      text        unique,
    charge_id       text,
    failure_code    text        not null default '',
    failure_message text        not null default '',
    refunded_minor  bigint      not null default 0,
    teacher_minor   bigint      not null default 0,
    platform_minor  bigint      not null default 0,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    settled_at      timestamptz
) with (fillfactor = 70);
create index payment_enrollment on payment (enrollment_id, id desc);
create index payment_student on payment (student_id, id desc);
create index payment_course on payment (course_id, id desc);
create index payment_teacher on payment (teacher_id, id desc);

-- ---------------------------------------------------------------- ledger

create table account (
    id       bigint generated always as identity primary key,
    kind     text not null,
    owner_id uuid,
    bucket   text not null default '',
    currency text not null,
    unique nulls not distinct (kind, owner_id, bucket, currency)
);

create sequence journal_id_seq;

create table journal (
    id          bigint primary key,
    kind        text        not null,
    source_type text        not null,
    source_id   text        not null,
    purpose     text        not null,
    posted_at   timestamptz not null,
    unique (source_type, source_id, purpose)
);

create table transfer (
    journal_id     bigint   not null,
    n              smallint not null,
    debit_account  bigint   not null,
    credit_account bigint   not null check (credit_account <> debit_account),
    amount_minor   bigint   not null check (amount_minor > 0),
    currency       text     not null,
    primary key (journal_id, n)
);

create table vault (
    id         uuid primary key,
    kind       text        not null check (kind in ('teacher', 'platform')),
    owner_id   uuid unique references app_user,
    created_at timestamptz not null
);
create unique index vault_platform on vault (kind) where kind = 'platform';

-- The floors of the ledger: a vault never goes below zero in any bucket.
create table vault_balance (
    vault_id        uuid   not null references vault,
    currency        text   not null,
    pending_minor   bigint not null default 0 check (pending_minor >= 0),
    available_minor bigint not null default 0 check (available_minor >= 0),
    reserved_minor  bigint not null default 0 check (reserved_minor >= 0),
    lifetime_minor  bigint not null default 0,
    entry_seq       bigint not null default 0,
    primary key (vault_id, currency)
) with (fillfactor = 50);

create table vault_entry (
    vault_id            uuid        not null,
    currency            text        not null,
    seq                 bigint      not null,
    journal_id          bigint      not null,
    kind                text        not null,
    amount_minor        bigint      not null,
    moved_minor         bigint      not null default 0,
    balance_after_minor bigint      not null,
    payment_id          uuid,
    withdrawal_id       uuid,
    at                  timestamptz not null,
    primary key (vault_id, currency, seq)
);

create index vault_entry_at on vault_entry (vault_id, currency, at desc);

-- Sales that are still within the hold; a row leaves when its money becomes available.
create table vault_hold (
    payment_id     uuid primary key,
    vault_id       uuid        not null,
    teacher_minor  bigint      not null,
    platform_minor bigint      not null,
    currency       text        not null,
    available_at   timestamptz not null
);
create index vault_hold_due on vault_hold (available_at);
create index vault_hold_vault on vault_hold (vault_id, available_at);

create table account_rollup (
    account_id   bigint primary key references account,
    upto_journal bigint  not null,
    debit_sum    bigint  not null,
    credit_sum   bigint  not null
);

create table withdrawal (
    id           uuid primary key,
    vault_id     uuid        not null references vault,
    requested_by uuid        not null references app_user,
    amount_minor bigint      not null check (amount_minor > 0),
    currency     text        not null,
    state        text        not null check (state in ('requested', 'approved', 'sending', 'sent', 'paid', 'failed',
                                                       'rejected', 'cancelled')),
    note         text        not null default '',
    reason       text        not null default '',
    gateway_id   text unique,
    decided_by   uuid references app_user,
    requested_at timestamptz not null,
    decided_at   timestamptz,
    sending_at   timestamptz, -- first attempt; the gateway keeps its idempotency key for a day from then
    tried_at     timestamptz, -- last attempt
    request_key  text        not null default '', -- Idempotency-Key of the request that made it
    finished_at  timestamptz
);
create unique index withdrawal_request on withdrawal (requested_by, request_key) where request_key <> '';
create index withdrawal_vault on withdrawal (vault_id, id desc);
create index withdrawal_state on withdrawal (state, id desc);

-- ---------------------------------------------------------------- gateway events

create table gateway_event (
    endpoint    text        not null,
    event_id    text        not null,
    seq         bigint generated always as identity,
    type        text        not null,
    body        text compression lz4 not null, -- exactly the bytes that were signed
    received_at timestamptz not null,
    primary key (endpoint, event_id)
);

create table gateway_event_queue (
    seq        bigint primary key,
    endpoint   text        not null,
    event_id   text        not null,
    attempts   int         not null default 0,
    not_before timestamptz not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000,
        autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 200000);

create table gateway_event_problem (
    id       bigint generated always as identity primary key,
    endpoint text        not null,
    event_id text        not null,
    outcome  text        not null, -- ignored, mismatch, unknown_object, failed
    detail   text        not null,
    at       timestamptz not null
);

-- ---------------------------------------------------------------- people are told

create table notification (
    id         uuid primary key,
    user_id    uuid        not null,
    kind       text        not null,
    title      text        not null,
    text       text        not null,
    subject_id text        not null default '',
    at         timestamptz not null,
    read_at    timestamptz
);
create index notification_user on notification (user_id, id desc);

create table mail_outbox (
    id         uuid primary key,
    dedupe_key text        not null unique,
    user_id    uuid        not null,
    template   text        not null,
    params     text        not null, -- JSON object
    state      text        not null default 'queued' check (state in ('queued', 'sent', 'failed')),
    attempts   int         not null default 0,
    not_before timestamptz not null,
    sent_at    timestamptz,
    error      text        not null default ''
);
create index mail_outbox_due on mail_outbox (not_before) where state = 'queued';

create table idempotency (
    user_id      uuid        not null,
    route        text        not null,
    key          text        not null,
    request_hash text        not null,
    locked_until timestamptz not null, -- in flight until then, unless finished
    status       int,                  -- null: in flight
    response     text,                 -- null: run again, the operation is idempotent by itself
    created_at   timestamptz not null,
    primary key (user_id, route, key)
);
create index idempotency_age on idempotency (created_at);

create table audit_entry (
    id             bigint generated always as identity primary key,
    at             timestamptz not null,
    actor_id       uuid,
    actor_name     text        not null,
    action         text        not null,
    subject        text        not null,
    subject_id     text        not null,
    detail         text        not null,
    remote_address text        not null,
    request_id     text        not null
);
create index audit_entry_action on audit_entry (action, id desc);

-- ---------------------------------------------------------------- what is written stays written

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are never changed or deleted', tg_table_name using errcode = 'insufficient_privilege';
end $$;

do $$
declare t text;
begin
    foreach t in array array['journal', 'transfer', 'vault_entry', 'gateway_event', 'audit_entry', 'course_event', 'account']
    loop
        execute format('create trigger immutable_rows before update or delete or truncate on %I
                        for each statement execute function refuse_change()', t);
    end loop;
end $$;

grant usage on schema public to lectern_app;
grant select, insert, update, delete on
    app_user, refresh_token, stored_file, category, course, course_revision, course_listing, section, lecture, attachment,
    enrollment, lecture_progress, certificate, vault_balance, vault_hold, account_rollup, withdrawal, payment,
    gateway_event_queue, notification, mail_outbox, idempotency
    to lectern_app;
revoke delete on app_user, course, enrollment, payment, certificate, withdrawal, vault_balance from lectern_app;
grant select, insert on journal, transfer, vault_entry, vault, account, gateway_event, gateway_event_problem, audit_entry,
    course_event to lectern_app;
grant usage on all sequences in schema public to lectern_app;
