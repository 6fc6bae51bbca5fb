delete from lecture where id = :id
