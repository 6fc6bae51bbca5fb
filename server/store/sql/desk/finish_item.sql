update desk_item set state = :state, moved_minor = :moved_minor, note = :note, finished_at = :now where id = :id
