select payment_id from subscription_invoice where gateway_id = :gateway_id
