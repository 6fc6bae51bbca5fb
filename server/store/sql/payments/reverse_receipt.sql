update offline_receipt set reversed_by = :reversed_by, reversed_at = :now, reversal_reason = :reason where id = :id
