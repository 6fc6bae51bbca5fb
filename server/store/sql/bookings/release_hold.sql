update vault_hold set available_at = :at where payment_id = :payment_id and available_at > :at
