delete from section where id = :id
