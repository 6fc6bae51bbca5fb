select payment_id, teacher_minor, platform_minor, currency, confirmed from vault_hold where payment_id = :payment_id for update
