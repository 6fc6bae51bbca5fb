with taken as (
    update gateway_event_problem set requeued_at = :now
    where requeued_at is null and (:event_id::text is null or event_id = :event_id::text)
    returning endpoint, event_id
)
insert into gateway_event_queue (seq, endpoint, event_id, not_before)
select distinct e.seq, e.endpoint, e.event_id, :now::timestamptz
from taken t join gateway_event e on e.endpoint = t.endpoint and e.event_id = t.event_id
on conflict (seq) do update set not_before = excluded.not_before
returning event_id
