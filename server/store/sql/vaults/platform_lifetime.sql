select coalesce(sum(platform_minor), 0)::bigint as lifetime from payment where settled_at is not null and currency = :currency
