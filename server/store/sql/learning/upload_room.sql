select (select coalesce(sum(size_bytes), 0)::bigint from stored_file where owner_id = :owner_id) as own,
       (select coalesce(sum(greatest(size_bytes - received, 0)), 0)::bigint from stored_file where owner_id = :owner_id and completed_at is null) as promised
