select id from refund where state = 'approved' and channel = 'gateway' and gateway_id is null and (tried_at is null or tried_at < :stale) order by id limit 20
