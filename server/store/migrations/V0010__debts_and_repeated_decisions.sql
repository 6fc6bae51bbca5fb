-- What the teacher owed after each line: a refund beyond the vault is a line of its history, and a statement says how the debt changed.
alter table vault_entry add column owed_after_minor bigint not null default 0;
alter table vault_entry disable trigger immutable_rows;
with owed as (
    select v.id as vault_id, t.currency, t.journal_id, case when t.debit_account = a.id then t.amount_minor else -t.amount_minor end as change
    from account a join vault v on v.owner_id = a.owner_id join transfer t on t.debit_account = a.id or t.credit_account = a.id
    where a.kind = 'teacher_receivable'
)
update vault_entry e set owed_after_minor = coalesce((select sum(o.change) from owed o where o.vault_id = e.vault_id and o.currency = e.currency and o.journal_id <= e.journal_id), 0)::bigint
where exists (select 1 from owed o where o.vault_id = e.vault_id and o.currency = e.currency);
-- A debt that grew after the last line had none of its own until now.
update vault_entry e set owed_after_minor = b.owed_minor from vault_balance b
where b.vault_id = e.vault_id and b.currency = e.currency and b.entry_seq = e.seq and b.owed_minor <> e.owed_after_minor;
alter table vault_entry enable trigger immutable_rows;

-- Set aside in the wallet while a top-up is on its way back to the card.
alter table refund add column reserved_minor bigint not null default 0 check (reserved_minor >= 0);

-- Idempotency-Key of a decision: asked again because its answer was lost, it is what it was.
alter table refund add column decision_key text not null default '';
alter table withdrawal add column decision_key text not null default '';
alter table withdrawal_approval add column request_key text not null default '';

-- The gateway neither pays it out nor lets us look: an admin must.
alter table withdrawal add column stuck_at timestamptz;
