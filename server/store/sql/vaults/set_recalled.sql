update withdrawal set recalled = true where id = :id
