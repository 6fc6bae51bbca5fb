select currency, available_minor, reserved_minor from wallet where student_id = :student_id order by currency
