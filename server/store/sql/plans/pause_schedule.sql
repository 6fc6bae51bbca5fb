update schedule set state = 'paused', paused_at = :now, updated_at = :now where id = :id
