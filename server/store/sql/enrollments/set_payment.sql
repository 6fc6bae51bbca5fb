update enrollment set payment_id = :payment_id where id = :id
