-- Payments whose intent may exist at the gateway although no answer came, and those that wait for an event too long.
select id, gateway_id, state from payment
where state in ('created', 'processing', 'requires_action') and updated_at < :before and created_at > :since
order by id limit 100
