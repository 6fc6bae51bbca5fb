update withdrawal set reference = :reference where id = :id
