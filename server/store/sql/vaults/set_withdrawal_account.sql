update withdrawal set account_id = :account_id where id = :id
