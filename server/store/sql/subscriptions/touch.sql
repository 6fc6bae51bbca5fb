-- News of the gateway: look at it.
update subscription set sync_at = least(coalesce(sync_at, :now), :now::timestamptz)
where gateway_id = :gateway_id or id = :id::uuid
