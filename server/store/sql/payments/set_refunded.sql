update payment set refunded_minor = :refunded_minor, state = :state, updated_at = :now where id = :id
