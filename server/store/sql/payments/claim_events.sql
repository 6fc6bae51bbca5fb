-- Claiming deletes the queue rows in the settling transaction: a crash brings them back. The array is found once, whatever
-- the planner believes about the size of a queue that is empty most of the time.
with claimed as (
    delete from gateway_event_queue
    where seq = any (array(select seq from gateway_event_queue where not_before <= :now order by seq limit :limit for update skip locked))
    returning seq, endpoint, event_id, attempts
)
select c.seq, c.endpoint, c.event_id, c.attempts, e.type, e.body
from claimed c join gateway_event e on e.endpoint = c.endpoint and e.event_id = c.event_id
order by c.seq
