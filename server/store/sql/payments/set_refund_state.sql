update refund
set state = :state, failure = coalesce(:failure::text, failure), gateway_id = coalesce(:gateway_id::text, gateway_id),
    decided_by = coalesce(:decided_by::uuid, decided_by), decision_key = coalesce(:decision_key::text, decision_key), decided_at = case when :decided_by::uuid is null then decided_at else :now::timestamptz end,
    finished_at = case when :state::text in ('succeeded', 'failed', 'rejected') then :now::timestamptz else finished_at end
where id = :id
