update bundle_purchase set payment_id = :payment_id where id = :id
