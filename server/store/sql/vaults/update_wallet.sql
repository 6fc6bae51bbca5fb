update wallet set available_minor = :available, reserved_minor = :reserved, entry_seq = :seq where student_id = :student_id and currency = :currency
