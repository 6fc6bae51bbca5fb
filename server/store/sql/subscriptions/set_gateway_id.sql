update subscription set gateway_id = :gateway_id, setup_id = :setup_id, sync_at = :sync_at, version = version + 1, updated_at = :now where id = :id
