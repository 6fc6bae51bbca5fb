update desk_item set moved_minor = :moved_minor, note = :note where id = :id
