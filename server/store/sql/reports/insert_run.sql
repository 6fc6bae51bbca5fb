insert into reconciliation_run (started_at, covered_until, lines, balances, error) values (:started_at, :covered_until, :lines, :balances, :error)
