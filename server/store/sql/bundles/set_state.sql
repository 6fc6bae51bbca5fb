update bundle set state = :state where id = :id
