update dispute set submitted_at = coalesce(submitted_at, :now) where id = :id
