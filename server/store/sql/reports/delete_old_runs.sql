delete from reconciliation_run where started_at < :before and id < (select max(id) from reconciliation_run where covered_until is not null)
