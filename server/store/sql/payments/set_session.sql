update checkout_session set gateway_id = :gateway_id, url = :url, expires_at = :expires_at where id = :id and gateway_id is null
