-- What a bank may still say something about.
select gateway_id, account_id from withdrawal where gateway_id is not null and (state = 'sent' or (state = 'paid' and finished_at >= :since)) order by id
