select exists (select 1 from schedule_line where schedule_id = :schedule_id and state = 'open' and due_on <= :limit::date) as past_due
