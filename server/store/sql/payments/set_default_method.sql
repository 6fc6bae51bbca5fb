update gateway_customer set default_method = :method, default_label = :label where user_id = :user_id
