update enrollment set state = 'cancelled', ended_by = 'gift', payment_id = null, updated_at = :now where id = :from
