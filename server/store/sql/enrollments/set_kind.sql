update enrollment set kind = :kind where id = :id
