-- News of the gateway: look at it.
update subscription set sync_at = least(coalesce(sync_at, :now), :now::timestamptz), version = version + 1
where gateway_id = :gateway_id or id = :id::uuid
