update subscription set state = 'cancelled', end_wanted = true, end_reason = :end_reason, ended_at = :now, sync_at = :now, version = version + 1, updated_at = :now where id = :id
