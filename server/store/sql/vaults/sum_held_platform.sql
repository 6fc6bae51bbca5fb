select currency, coalesce(sum(platform_minor), 0)::bigint as held from vault_hold group by currency
