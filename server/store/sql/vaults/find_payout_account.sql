select user_id, gateway_id, state, currently_due, disabled_reason, deadline, is_stale from payout_account where user_id = :user_id
