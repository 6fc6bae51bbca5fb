-- Two admins do not move the same money.
select 1 as locked from (select pg_advisory_xact_lock(7311004)) x
