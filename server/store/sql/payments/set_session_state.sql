update checkout_session set state = :state where id = :id
