update booking set state = :state, expires_at = :expires_at::timestamptz, proposed_at = null, proposed_by = null,
       ended_by = :ended_by::text, reason = :reason
where id = :id
