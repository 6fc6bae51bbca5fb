insert into withdrawal_approval (withdrawal_id, admin_id, reference, at) values (:id, :admin_id, :reference, :now) on conflict do nothing
