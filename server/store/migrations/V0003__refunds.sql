-- Money on its way back to payers. A refund is booked (teacher_minor is set) when the gateway has taken it on.
create table refund (
    id                uuid primary key,
    payment_id        uuid        not null references payment,
    amount_minor      bigint      not null check (amount_minor > 0),
    currency          text        not null,
    state             text        not null check (state in ('requested', 'approved', 'pending', 'succeeded', 'failed', 'rejected')),
    reason            text        not null default '',
    failure           text        not null default '',
    requested_by      uuid references app_user, -- null: made in the gateway's dashboard
    decided_by        uuid references app_user,
    gateway_id        text unique,
    request_key       text        not null default '', -- Idempotency-Key of the request that made it
    teacher_minor     bigint, -- of the amount, taken back from the teacher; null: not booked
    returned          boolean     not null default false, -- the gateway failed after it was booked, and the money is back
    enrollment_before text, -- state of the enrollment that the refund ended
    created_at        timestamptz not null,
    decided_at        timestamptz,
    sending_at        timestamptz, -- first attempt; the gateway keeps its idempotency key for a day from then
    tried_at          timestamptz,
    finished_at       timestamptz
);
create index refund_payment on refund (payment_id, id);
create index refund_state on refund (state, id desc);
create unique index refund_request on refund (requested_by, request_key) where request_key <> '';
grant select, insert, update on refund to lectern_app;

-- A refund beyond the vault becomes a debt of the teacher, which later sales repay first.
alter table vault_balance add column owed_minor bigint not null default 0 check (owed_minor >= 0);
insert into account (kind, owner_id, bucket, currency)
select 'teacher_receivable', owner_id, '', currency from account where kind = 'teacher_vault' and bucket = 'pending';

-- What the gateway still holds back of a sale; its shares shrink by refunds and by debts repaid, and no longer add up to it.
alter table vault_hold add column gateway_minor bigint;
update vault_hold set gateway_minor = teacher_minor + platform_minor;
alter table vault_hold alter column gateway_minor set not null,
    add check (teacher_minor >= 0 and platform_minor >= 0 and gateway_minor >= 0);
