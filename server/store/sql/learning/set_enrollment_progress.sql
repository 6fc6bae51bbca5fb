update enrollment set progress_percent = :percent, state = :state, last_active_at = :now, updated_at = :now where id = :id
