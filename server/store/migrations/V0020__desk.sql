-- Money that people move by hand, behind the gateway's interface: what is expected, and what is to be sent.
create table desk_item (
    id           text primary key,
    kind         text        not null check (kind in ('payment', 'refund', 'payout')),
    state        text        not null check (state in ('waiting', 'done', 'failed', 'canceled')),
    subject_id   uuid        not null, -- of the payment, refund or withdrawal; of what came too much, of its payment
    amount_minor bigint      not null check (amount_minor > 0),
    moved_minor  bigint      not null default 0 check (moved_minor >= 0),
    currency     text        not null,
    reference    text        not null default '',
    intent_id    text, -- of a refund: what it gives back; null: what came too much, or too late
    account_id   text        not null default '', -- of a payout: whose; empty: the platform's
    note         text        not null default '',
    created_at   timestamptz not null,
    finished_at  timestamptz
);
create unique index desk_item_once on desk_item (kind, subject_id) where kind <> 'refund' or intent_id is not null;
create index desk_item_waiting on desk_item (created_at) where state = 'waiting';
create index desk_item_reference on desk_item (reference);

-- A report that is repeated after its answer was lost is no second one.
create table desk_report (
    item_id     text        not null references desk_item,
    request_key text        not null,
    at          timestamptz not null,
    primary key (item_id, request_key)
);

-- What was moved, as a gateway lists the movements of its balance.
create table desk_movement (
    seq          bigint generated always as identity primary key,
    id           text        not null unique,
    type         text        not null,
    source_id    text        not null,
    intent_id    text        not null default '',
    transfer_id  text        not null default '',
    amount_minor bigint      not null,
    currency     text        not null,
    created_at   timestamptz not null
);
grant select, insert, update on desk_item to lectern_app;
grant select, insert on desk_report, desk_movement to lectern_app;
