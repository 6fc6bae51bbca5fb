select count(*) as open from schedule_line where schedule_id = :schedule_id and state = 'open'
