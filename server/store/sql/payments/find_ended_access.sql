select enrollment_before from refund where payment_id = :payment_id and enrollment_before is not null
order by id desc limit 1
