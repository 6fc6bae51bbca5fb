update booking set payment_id = :payment_id where id = :id
