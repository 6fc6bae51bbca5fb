delete from gateway_event_queue
where seq = any (array(select seq from gateway_event_queue where endpoint = :endpoint and event_id = :event_id for update skip locked))
returning attempts, awaits
