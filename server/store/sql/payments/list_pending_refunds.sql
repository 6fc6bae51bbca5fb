select gateway_id from refund where state = 'pending' and gateway_id is not null and tried_at < :before order by id limit 50
