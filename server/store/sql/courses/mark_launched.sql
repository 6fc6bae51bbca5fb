update course set state = 'launched', launched_at = coalesce(launched_at, :now), updated_at = :now where id = :id
