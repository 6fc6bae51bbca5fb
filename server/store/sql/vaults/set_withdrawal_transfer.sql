update withdrawal set transfer_id = :transfer_id, sent_booked = true where id = :id
