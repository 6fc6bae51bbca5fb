-- Those that were looked at longest ago; also those that the dashboard made, which were never sent from here.
update refund set tried_at = :now
where id in (select id from refund where state = 'pending' and gateway_id is not null and coalesce(tried_at, created_at) < :before
             order by coalesce(tried_at, created_at) limit 50 for update skip locked)
returning gateway_id
