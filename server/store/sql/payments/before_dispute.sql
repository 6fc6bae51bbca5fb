-- What the place was before a bank questioned the payment.
select enrollment_before from dispute where payment_id = :payment_id and enrollment_before is not null and enrollment_before <> 'suspended' order by opened_at limit 1
