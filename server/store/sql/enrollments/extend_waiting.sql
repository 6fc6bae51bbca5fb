update enrollment set expires_at = greatest(expires_at, :expires_at), updated_at = :now where id = :id and state = 'awaiting_payment' returning expires_at
