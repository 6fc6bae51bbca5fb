update payout_account set is_stale = true where gateway_id = :gateway_id
