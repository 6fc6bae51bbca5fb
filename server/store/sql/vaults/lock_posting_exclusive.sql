select 1 as locked from (select pg_advisory_xact_lock(7311001)) x
