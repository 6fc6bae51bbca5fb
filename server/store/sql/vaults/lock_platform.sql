-- An advisory lock: the application role may not update the row of a vault, so it cannot lock it either.
select 1 as locked from (select pg_advisory_xact_lock(7311002)) x
