select coalesce(max(id), 0)::bigint as upto from journal
