insert into gateway_event_queue (seq, endpoint, event_id, attempts, not_before, awaits)
select seq, endpoint, event_id, :attempts, :not_before, :awaits from gateway_event where endpoint = :endpoint and event_id = :event_id
on conflict (seq) do update set attempts = excluded.attempts, not_before = excluded.not_before, awaits = excluded.awaits
