delete from stored_file where id = :id
