update refund set reserved_minor = :reserved_minor where id = :id
