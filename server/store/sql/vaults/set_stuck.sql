update withdrawal set stuck_at = :now where id = :id and stuck_at is null
