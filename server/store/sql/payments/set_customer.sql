update gateway_customer set gateway_id = :gateway_id where user_id = :user_id and gateway_id is null
