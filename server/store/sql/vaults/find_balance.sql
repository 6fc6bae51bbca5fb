select available_minor from vault_balance where vault_id = :vault_id and currency = :currency
