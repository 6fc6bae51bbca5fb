update payment set gateway_id = :gateway_id, state = case when state = 'created' then 'awaiting_payer' else state end, updated_at = :now
where id = :id and (gateway_id is null or gateway_id = :gateway_id)
