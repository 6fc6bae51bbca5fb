update payment set method = :method where id = :id
