-- Events of an intent that came before its payment: those that wait for their next attempt, and those that were set aside.
with waiting as (
    update gateway_event_queue q set not_before = :now
    from gateway_event e
    where q.not_before > :now and e.endpoint = q.endpoint and e.event_id = q.event_id and e.type like 'payment_intent.%' and position(:intent::text in e.body) > 0
    returning q.seq
), taken as (
    update gateway_event_problem set requeued_at = :now
    where requeued_at is null and outcome = 'unknown_object' and detail like '%' || :intent::text
    returning endpoint, event_id
)
insert into gateway_event_queue (seq, endpoint, event_id, not_before)
select distinct e.seq, e.endpoint, e.event_id, :now::timestamptz
from taken t join gateway_event e on e.endpoint = t.endpoint and e.event_id = t.event_id
on conflict (seq) do nothing
