select started_at, balances, error from reconciliation_run order by id desc limit 1
