-- One commit for many events: an event that is here already is left out and not queued again. Only the types in
-- settled_types go to the queue.
with incoming as (
    select e.event_id, e.type, e.body
    from unnest(string_to_array(:event_ids, chr(30)), string_to_array(:types, chr(30)), string_to_array(:bodies, chr(30)))
         as e(event_id, type, body)
), stored as (
    insert into gateway_event (endpoint, event_id, type, body, received_at)
    select :endpoint, event_id, type, body, :now from incoming order by event_id
    on conflict do nothing
    returning seq, event_id, type
)
insert into gateway_event_queue (seq, endpoint, event_id, not_before)
select seq, :endpoint, event_id, :now from stored where type = any (string_to_array(:settled_types, chr(30)))
