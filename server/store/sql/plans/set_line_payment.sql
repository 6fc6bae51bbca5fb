update schedule_line set payment_id = :payment_id where id = :id
