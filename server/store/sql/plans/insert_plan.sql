insert into payment_plan (id, name, kind, deposit_bps, balance_days, count, every, created_at) values (:id, :name, :kind, :deposit_bps, :balance_days, :count, :every, :now)
