update withdrawal
set state = :state, reason = coalesce(:reason::text, reason), gateway_id = coalesce(:gateway_id::text, gateway_id),
    decision_key = coalesce(:decision_key::text, decision_key),
    decided_by = coalesce(:decided_by::uuid, decided_by), decided_at = coalesce(:decided_at::timestamptz, decided_at),
    sending_at = coalesce(sending_at, :sending_at::timestamptz), tried_at = coalesce(:sending_at::timestamptz, tried_at),
    finished_at = coalesce(:finished_at::timestamptz, finished_at)
where id = :id
