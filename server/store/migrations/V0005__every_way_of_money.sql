-- An auditor sees what an admin sees and changes nothing.
alter table app_user drop constraint app_user_role_check;
alter table app_user add constraint app_user_role_check check (role in ('student', 'teacher', 'admin', 'auditor'));
alter table app_user add column country text not null default '';

-- ---------------------------------------------------------------- payments
-- A top-up of a wallet belongs to no course. What is paid from the wallet is part of the amount.
alter table payment
    alter column enrollment_id drop not null,
    alter column course_id drop not null,
    alter column teacher_id drop not null,
    add column kind           text   not null default 'course' check (kind in ('course', 'top_up')),
    add column method         text   not null default 'card' check (method in ('card', 'cash', 'cheque', 'bank_transfer', 'wallet')),
    add column wallet_minor   bigint not null default 0 check (wallet_minor >= 0),
    add column tax_minor      bigint not null default 0 check (tax_minor >= 0),
    add column tax_bps        int    not null default 0,
    add column country        text   not null default '',
    add column fee_minor      bigint, -- what the gateway kept; null: not known yet
    add column request_key    text   not null default '', -- Idempotency-Key of the top-up
    add column disputed_minor bigint not null default 0 check (disputed_minor >= 0),
    add check (wallet_minor + tax_minor >= 0 and wallet_minor <= amount_minor and tax_minor <= amount_minor),
    add check (kind = 'top_up' or (enrollment_id is not null and course_id is not null and teacher_id is not null));
-- Without the state in it: settling a payment must stay a heap-only update.
create index payment_offline on payment (id desc) where method in ('cash', 'cheque', 'bank_transfer');

create unique index payment_request on payment (student_id, request_key) where request_key <> '';

-- A sale becomes available when our days are over and the gateway has said on which day the money is there.
alter table vault_hold drop column gateway_minor,
    add check (teacher_minor >= 0 and platform_minor >= 0),
    add column confirmed boolean not null default false;
drop index vault_hold_due;
create index vault_hold_due on vault_hold (available_at) where confirmed;

-- What each line changed of what is available, and what was available after it: the contents of a withdrawal.
alter table vault_entry add column available_minor bigint not null default 0, add column available_after_minor bigint not null default 0;
alter table vault_entry disable trigger immutable_rows;
with changes as (
    select e.vault_id, e.currency, e.seq,
           coalesce(sum(case when t.credit_account = a.id then t.amount_minor when t.debit_account = a.id then -t.amount_minor end), 0)::bigint as change
    from vault_entry e join vault v on v.id = e.vault_id
    join account a on a.kind = 'teacher_vault' and a.owner_id = v.owner_id and a.bucket = 'available' and a.currency = e.currency
    left join transfer t on t.journal_id = e.journal_id and (t.credit_account = a.id or t.debit_account = a.id)
    group by 1, 2, 3
), running as (
    select vault_id, currency, seq, change, sum(change) over (partition by vault_id, currency order by seq)::bigint as after from changes
)
update vault_entry e set available_minor = r.change, available_after_minor = r.after
from running r where r.vault_id = e.vault_id and r.currency = e.currency and r.seq = e.seq;
alter table vault_entry enable trigger immutable_rows;
create index vault_entry_withdrawal on vault_entry (withdrawal_id) where withdrawal_id is not null;

-- ---------------------------------------------------------------- refunds go more than one way
alter table refund
    add column channel   text    not null default 'gateway' check (channel in ('gateway', 'offline', 'wallet')),
    add column reversal  boolean not null default false,
    add column tax_minor bigint; -- of the amount, tax that is not owed any more; null: not booked
update refund set tax_minor = 0 where teacher_minor is not null;

-- ---------------------------------------------------------------- disputes
create table dispute (
    id                uuid primary key,
    gateway_id        text        not null unique,
    payment_id        uuid        not null references payment,
    amount_minor      bigint      not null check (amount_minor > 0),
    currency          text        not null,
    state             text        not null check (state in ('inquiry', 'inquiry_under_review', 'inquiry_closed', 'needs_response', 'under_review', 'won', 'lost', 'prevented')),
    reason            text        not null default '',
    due_by            timestamptz,
    fee_minor         bigint      not null default 0,
    teacher_minor     bigint, -- of the amount, set aside from the teacher; null: nothing is set aside
    tax_minor         bigint,
    returned          boolean     not null default false, -- what was set aside is back
    enrollment_before text, -- state of the enrollment that the dispute suspended
    evidence          text, -- as it was sent, JSON
    request_key       text        not null default '',
    submitted_by      uuid references app_user,
    submitting_at     timestamptz, -- first attempt to send the answer
    submitted_at      timestamptz,
    accepted          boolean     not null default false,
    opened_at         timestamptz not null,
    closed_at         timestamptz
);
create index dispute_payment on dispute (payment_id);
create index dispute_state on dispute (state, id desc);
create index audit_entry_subject on audit_entry (subject_id, id desc);
create index audit_entry_actor on audit_entry (actor_id, action, id desc);

-- ---------------------------------------------------------------- wallets
create table wallet (
    student_id      uuid   not null references app_user,
    currency        text   not null,
    available_minor bigint not null default 0 check (available_minor >= 0),
    reserved_minor  bigint not null default 0 check (reserved_minor >= 0),
    entry_seq       bigint not null default 0,
    primary key (student_id, currency)
) with (fillfactor = 50);
create table wallet_entry (
    student_id          uuid        not null,
    currency            text        not null,
    seq                 bigint      not null,
    journal_id          bigint      not null,
    kind                text        not null,
    amount_minor        bigint      not null,
    balance_after_minor bigint      not null,
    payment_id          uuid,
    at                  timestamptz not null,
    primary key (student_id, currency, seq)
);

-- ---------------------------------------------------------------- money that arrives outside of the gateway
create table offline_receipt (
    id              uuid primary key,
    payment_id      uuid        not null references payment,
    method          text        not null check (method in ('cash', 'cheque', 'bank_transfer')),
    amount_minor    bigint      not null,
    currency        text        not null,
    reference       text        not null,
    received_on     date        not null,
    note            text        not null,
    request_key     text        not null default '',
    recorded_by     uuid        not null references app_user,
    recorded_at     timestamptz not null,
    reversed_by     uuid references app_user,
    reversed_at     timestamptz,
    reversal_reason text        not null default ''
);
create unique index offline_receipt_standing on offline_receipt (payment_id) where reversed_at is null;
create index offline_receipt_payment on offline_receipt (payment_id, id);

-- ---------------------------------------------------------------- withdrawals
alter table withdrawal drop constraint withdrawal_state_check;
alter table withdrawal add constraint withdrawal_state_check check (state in ('requested', 'approved', 'sending', 'sent', 'paid', 'failed', 'returned', 'rejected', 'cancelled'));
alter table withdrawal
    add column transfer_id text unique, -- to the teacher's account at the gateway
    add column account_id  text not null default '', -- that account, frozen when it was sent
    add column reference   text not null default '', -- of a payment made by hand
    add column sent_booked boolean not null default false,
    add column recalled    boolean not null default false; -- the transfer came back to the platform's balance
create table withdrawal_approval (
    withdrawal_id uuid        not null references withdrawal,
    admin_id      uuid        not null references app_user,
    reference     text, -- null: through the gateway; else it is paid by hand
    at            timestamptz not null,
    primary key (withdrawal_id, admin_id)
);
insert into withdrawal_approval (withdrawal_id, admin_id, at)
select id, decided_by, coalesce(decided_at, requested_at) from withdrawal where decided_by is not null and state not in ('requested', 'rejected', 'cancelled');

create table payout_account (
    user_id         uuid primary key references app_user,
    gateway_id      text unique, -- null: being made
    state           text        not null check (state in ('incomplete', 'in_review', 'ready', 'restricted')),
    currently_due   text        not null default '', -- separated by commas
    disabled_reason text        not null default '',
    deadline        timestamptz,
    is_stale        boolean     not null default false, -- the gateway said that it changed: ask for it
    updated_at      timestamptz not null
);

-- ---------------------------------------------------------------- the gateway's balance beside our books
create table gateway_transaction (
    id           text primary key,
    type         text        not null,
    source_id    text        not null,
    reference_id text        not null default '', -- the intent or transfer that the source belongs to
    amount_minor bigint      not null,
    fee_minor    bigint      not null,
    currency     text        not null,
    created_at   timestamptz not null,
    available_on timestamptz not null,
    state        text        not null check (state in ('matched', 'missing_here', 'amount_differs', 'explained')),
    booked_minor bigint, -- what our books say of it
    payment_id   uuid,
    cleared      boolean     not null default false,
    explanation  text        not null default '',
    explained_by uuid references app_user,
    seen_at      timestamptz not null
);
create index gateway_transaction_source on gateway_transaction (source_id);
create index gateway_transaction_open on gateway_transaction (created_at desc) where state in ('missing_here', 'amount_differs');
create index gateway_transaction_uncleared on gateway_transaction (available_on) where not cleared;
create index gateway_transaction_newest on gateway_transaction (created_at desc, id desc);
create table reconciliation_run (
    id            bigint generated always as identity primary key,
    started_at    timestamptz not null,
    covered_until timestamptz, -- null: it failed
    lines         int  not null default 0,
    balances      text not null default '[]', -- what the gateway said of its balances, JSON
    error         text not null default ''
);

-- Books of old moved money to gateway_available when our hold ended; from now on the gateway's own movements do.
do $$
declare r record; j bigint;
begin
    for r in
        select a.id as available, p.id as pending, a.currency,
               (coalesce((select sum(amount_minor) from transfer where debit_account = a.id), 0) - coalesce((select sum(amount_minor) from transfer where credit_account = a.id), 0))::bigint as balance
        from account a join account p on p.kind = 'gateway_pending' and p.currency = a.currency
        where a.kind = 'gateway_available'
    loop
        if r.balance <> 0 then
            j := nextval('journal_id_seq');
            insert into journal (id, kind, source_type, source_id, purpose, posted_at) values (j, 'cleared', 'migration', 'V0005:' || r.currency, 'reclassified', now());
            insert into transfer (journal_id, n, debit_account, credit_account, amount_minor, currency)
            values (j, 1, case when r.balance > 0 then r.pending else r.available end, case when r.balance > 0 then r.available else r.pending end, abs(r.balance), r.currency);
        end if;
    end loop;
end $$;
insert into account (kind, owner_id, bucket, currency)
select k, null, '', c.currency from (select distinct currency from account where kind = 'platform_revenue') c
cross join unnest(array['bank', 'offline_cash', 'gateway_fees', 'dispute_hold', 'tax_payable', 'suspense', 'payout_transit']) k
on conflict do nothing;

-- ---------------------------------------------------------------- proof
create index journal_posted on journal using brin (posted_at) with (pages_per_range = 32);
-- The hash of each journal covers the one before it. Computed behind the writers, in the order of the journals.
create table journal_chain (
    journal_id bigint primary key,
    hash       text not null
);
-- Numbers of receipts and credit notes, given in the order of the journals, so that there are no gaps.
create table fiscal_series (
    series text primary key,
    last   bigint not null
);
create table fiscal_document (
    id             uuid primary key,
    series         text        not null,
    number         bigint      not null,
    kind           text        not null check (kind in ('receipt', 'credit_note')),
    payment_id     uuid        not null,
    refund_id      uuid,
    seller         text        not null,
    seller_details text        not null,
    buyer_name     text        not null,
    buyer_email    text        not null,
    buyer_country  text        not null,
    description    text        not null,
    net_minor      bigint      not null,
    tax_minor      bigint      not null,
    tax_bps        int         not null,
    currency       text        not null,
    method         text        not null,
    issued_at      timestamptz not null,
    unique (series, number)
);
create unique index fiscal_document_receipt on fiscal_document (payment_id) where kind = 'receipt' and refund_id is null;
create unique index fiscal_document_refund on fiscal_document (refund_id, kind) where refund_id is not null;
create index fiscal_document_payment on fiscal_document (payment_id, id);
create index fiscal_document_newest on fiscal_document (issued_at desc, id desc);
-- How far a job that follows the journals has come.
create table journal_mark (
    name text primary key,
    upto bigint not null
);

-- ---------------------------------------------------------------- reports
create table course_view (
    course_id uuid not null,
    day       date not null,
    views     int  not null,
    primary key (course_id, day)
);
create table payment_failure (
    payment_id uuid        not null,
    code       text        not null,
    at         timestamptz not null,
    currency   text        not null,
    amount_minor bigint    not null
);
create index payment_failure_at on payment_failure (at);

do $$
declare t text;
begin
    foreach t in array array['wallet_entry', 'fiscal_document', 'journal_chain']
    loop
        execute format('create trigger immutable_rows before update or delete or truncate on %I for each statement execute function refuse_change()', t);
    end loop;
end $$;
grant select, insert, update on dispute, wallet, offline_receipt, payout_account, gateway_transaction, fiscal_series, journal_mark, course_view, reconciliation_run to lectern_app;
grant delete on reconciliation_run to lectern_app;
grant select, insert on wallet_entry, withdrawal_approval, fiscal_document, journal_chain, payment_failure to lectern_app;
grant usage on all sequences in schema public to lectern_app;

-- ---------------------------------------------------------------- what screens show of payments
create view payment_shown as
select p.id, p.kind, p.method, p.enrollment_id, p.course_id, case when p.kind = 'top_up' then 'Wallet top-up' else coalesce(r.title, '') end as course_title, p.student_id,
       s.name as student_name, p.teacher_id, coalesce(t.name, '') as teacher_name, p.amount_minor, p.currency, p.refunded_minor, p.disputed_minor, p.wallet_minor, p.tax_minor,
       p.tax_bps, p.fee_minor, p.teacher_minor, p.platform_minor, p.share_bps, p.state, p.failure_message, coalesce(p.gateway_id, '') as gateway_id, p.created_at, p.settled_at,
       coalesce(d.series || '-' || lpad(d.number::text, greatest(6, length(d.number::text)), '0'), '') as receipt_number
from payment p
join app_user s on s.id = p.student_id
left join course c on c.id = p.course_id
left join course_revision r on r.course_id = c.id and r.number = c.approved_revision
left join app_user t on t.id = p.teacher_id
left join fiscal_document d on d.payment_id = p.id and d.kind = 'receipt' and d.refund_id is null;
create view refund_shown as
select f.id, f.payment_id, p.student_id, p.course_title, p.student_name, f.amount_minor, f.currency, f.state, f.reason, f.failure, coalesce(q.name, '') as requested_by_name,
       coalesce(d.name, '') as decided_by_name, coalesce(f.gateway_id, '') as gateway_id, f.channel, f.reversal, f.created_at, f.finished_at
from refund f
join payment_shown p on p.id = f.payment_id
left join app_user q on q.id = f.requested_by
left join app_user d on d.id = f.decided_by;
create view dispute_shown as
select x.id, x.gateway_id, x.payment_id, p.course_title, p.student_name, p.teacher_name, x.amount_minor, x.currency, x.state, x.reason, x.due_by, x.fee_minor,
       case when x.returned then 0 else coalesce(x.teacher_minor, 0) end as teacher_minor, case when x.returned or x.teacher_minor is null then 0 else x.amount_minor - x.teacher_minor end as platform_minor,
       coalesce(u.name, '') as submitted_by_name, x.submitted_at, x.opened_at, x.closed_at,
       (x.state in ('needs_response', 'inquiry') and x.submitted_at is null and not x.accepted) as is_waiting
from dispute x
join payment_shown p on p.id = x.payment_id
left join app_user u on u.id = x.submitted_by;
create view withdrawal_shown as
select w.id, w.vault_id, v.kind as vault_kind, coalesce(u.name, '') as owner_name, w.amount_minor, w.currency, w.state, w.note, w.reason, coalesce(w.gateway_id, '') as gateway_id,
       coalesce(w.transfer_id, '') as transfer_id, w.reference, coalesce(d.name, '') as decided_by,
       coalesce((select string_agg(m.name, chr(30) order by a.at) from withdrawal_approval a join app_user m on m.id = a.admin_id where a.withdrawal_id = w.id), '') as approved_by,
       w.requested_at, w.decided_at, w.finished_at
from withdrawal w join vault v on v.id = w.vault_id left join app_user u on u.id = v.owner_id left join app_user d on d.id = w.decided_by;
grant select on payment_shown, refund_shown, dispute_shown, withdrawal_shown to lectern_app;
