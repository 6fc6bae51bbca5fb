insert into withdrawal_approval (withdrawal_id, admin_id, reference, request_key, at) values (:id, :admin_id, :reference, :request_key, :now) on conflict do nothing
