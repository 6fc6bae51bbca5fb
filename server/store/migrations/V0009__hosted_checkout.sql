-- Checkouts on the gateway's own page. The payment gets its intent when somebody pays there.
create table checkout_session (
    id            uuid primary key,
    enrollment_id uuid        not null references enrollment,
    payment_id    uuid        not null references payment,
    student_id    uuid        not null,
    gateway_id    text unique, -- null: being made
    url           text        not null default '',
    state         text        not null check (state in ('open', 'completed', 'expired', 'cancelled')),
    created_at    timestamptz not null,
    expires_at    timestamptz not null
);
create unique index checkout_session_open on checkout_session (payment_id) where state = 'open';
create index checkout_session_stale on checkout_session (created_at) where state = 'open';
grant select, insert, update on checkout_session to lectern_app;
