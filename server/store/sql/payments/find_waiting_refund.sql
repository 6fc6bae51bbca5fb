select id from refund where payment_id = :payment_id and state = 'requested' limit 1
