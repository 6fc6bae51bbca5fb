-- Events of objects that came before we knew them: those that wait for their next attempt, and those that were set aside.
with waiting as (
    update gateway_event_queue set not_before = :now where awaits = any (string_to_array(:ids, chr(30))) and not_before > :now returning seq
), taken as (
    update gateway_event_problem set requeued_at = :now where awaits = any (string_to_array(:ids, chr(30))) and requeued_at is null returning endpoint, event_id
)
insert into gateway_event_queue (seq, endpoint, event_id, not_before)
select distinct e.seq, e.endpoint, e.event_id, :now::timestamptz
from taken t join gateway_event e on e.endpoint = t.endpoint and e.event_id = t.event_id
on conflict (seq) do nothing
