update subscription set sync_at = null where id = :id and version = :version
