update payment_plan set name = :name, kind = :kind, deposit_bps = :deposit_bps, balance_days = :balance_days, count = :count, every = :every where id = :id
