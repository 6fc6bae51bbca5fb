update bundle_purchase set done_at = coalesce(done_at, :now) where id = :id
