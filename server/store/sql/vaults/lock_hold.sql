select payment_id, teacher_minor, platform_minor, gateway_minor, currency from vault_hold where payment_id = :payment_id for update
