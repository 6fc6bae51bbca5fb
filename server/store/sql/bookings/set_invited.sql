update booking set was_invited = true, sequence = sequence + case when was_invited then 1 else 0 end where id = :id returning sequence
