select gateway_id from dispute where state not in ('won', 'lost', 'prevented', 'inquiry_closed') order by id limit 100
