delete from attachment where id = :id
