insert into withdrawal_approval (withdrawal_id, admin_id, at) values (:id, :admin_id, :now) on conflict do nothing
