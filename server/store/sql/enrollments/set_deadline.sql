insert into enrollment_deadline (enrollment_id, expires_at) values (:id, :expires_at)
on conflict (enrollment_id) do update set expires_at = excluded.expires_at
