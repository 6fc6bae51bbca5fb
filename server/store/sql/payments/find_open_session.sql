select id, coalesce(gateway_id, '') as gateway_id from checkout_session where payment_id = :payment_id and state = 'open'
