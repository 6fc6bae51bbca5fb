update enrollment set state = :state, price_minor = :price_minor, currency = :currency, kind = :kind, expires_at = :expires_at, ended_by = '',
       updated_at = :now, activated_at = coalesce(:activated_at::timestamptz, activated_at)
where id = :id
