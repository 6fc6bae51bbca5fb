-- Another time that was proposed goes with the session, and not before.
update booking set state = :state::text, expires_at = :expires_at::timestamptz,
       proposed_at = case when :state::text in ('completed', 'cancelled', 'refunded') then null else proposed_at end, proposed_by = case when :state::text in ('completed', 'cancelled', 'refunded') then null else proposed_by end,
       ended_by = :ended_by::text, reason = :reason
where id = :id
