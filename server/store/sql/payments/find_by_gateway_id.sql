select id from payment where gateway_id = :gateway_id
