select 1 as found from withdrawal_approval where withdrawal_id = :id and admin_id = :admin_id and request_key = :request_key and request_key <> ''
