update withdrawal set sent_booked = true where id = :id
