select user_id from gateway_customer where gateway_id = :gateway_id
