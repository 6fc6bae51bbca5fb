-- Two processes that read the same page: the second finds what the first has written.
select 1 as locked from (select pg_advisory_xact_lock(7311003)) x
