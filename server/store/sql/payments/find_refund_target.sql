-- Our refund that an object of the gateway speaks of: by its own id, or by the id that we gave it along.
select id, payment_id from refund where gateway_id = :gateway_id or id = :id::uuid order by (gateway_id = :gateway_id) desc nulls last limit 1
