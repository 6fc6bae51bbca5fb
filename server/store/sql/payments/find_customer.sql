select coalesce(gateway_id, '') as gateway_id, default_method, default_label from gateway_customer where user_id = :user_id
