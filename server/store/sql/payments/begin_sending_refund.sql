update refund set sending_at = coalesce(sending_at, :now), tried_at = :now where id = :id
