select max(covered_until) as covered_until from reconciliation_run
