update booking set day_reminded = true, hour_reminded = hour_reminded or :is_hour where id = :id
