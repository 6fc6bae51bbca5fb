insert into gateway_customer (user_id, created_at) values (:user_id, :now) on conflict (user_id) do nothing
