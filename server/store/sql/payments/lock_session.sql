select state from checkout_session where id = :id for update
