update payout_account set gateway_id = :gateway_id, state = :state, currently_due = :currently_due, disabled_reason = :disabled_reason, deadline = :deadline, is_stale = false, updated_at = :now
where user_id = :user_id
