select id, gateway_id, account_id from withdrawal where state = 'sent' and sending_at < :before order by id limit 50
