select period_end from subscription_invoice where payment_id = :payment_id
