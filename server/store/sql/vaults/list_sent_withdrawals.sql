select id, gateway_id from withdrawal where state = 'sent' and sending_at < :before order by id limit 50
