select subscription_id from payment where id = :payment_id
