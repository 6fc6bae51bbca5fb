update booking set proposed_at = :proposed_at::timestamptz, proposed_by = :proposed_by::text where id = :id
