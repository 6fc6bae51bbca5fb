-- Every write to a money table, whoever makes it, goes to the database's own log (pgAudit, object audit logging). Run it as the
-- superuser in Lectern's database after each migration; PostgreSQL must have shared_preload_libraries = 'pgaudit'.
-- Values are not logged: parameters stay off, and statements carry none.
create extension if not exists pgaudit;
do $$
begin
    if not exists (select 1 from pg_roles where rolname = 'lectern_audit') then
        create role lectern_audit nologin;
    end if;
    execute format('alter database %I set pgaudit.role = %L', current_database(), 'lectern_audit');
    execute format('alter database %I set pgaudit.log = %L', current_database(), 'ddl, role');
    execute format('alter database %I set pgaudit.log_parameter = off', current_database());
end $$;
grant insert, update, delete on
    journal, transfer, account, vault, vault_balance, vault_entry, vault_hold, payment, refund, dispute, wallet, wallet_entry, offline_receipt,
    withdrawal, withdrawal_approval, payout_account, gateway_transaction, journal_chain, fiscal_document, fiscal_series, enrollment
    to lectern_audit;
