update gateway_customer set default_method = :method where user_id = :user_id and default_method = ''
