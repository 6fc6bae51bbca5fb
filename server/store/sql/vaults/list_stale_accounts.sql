select user_id, gateway_id from payout_account where gateway_id is not null and (is_stale or (state <> :ready and updated_at < :before)) order by updated_at limit 20
