select coalesce((select balance_after_minor from vault_entry where vault_id = :vault_id and currency = :currency and at < :from order by at desc, seq desc limit 1), 0)::bigint as balance
