select payment_id, teacher_minor, platform_minor, currency from vault_hold
where vault_id = :vault_id and currency = :currency and payment_id <> :payment_id and teacher_minor > 0
order by payment_id for update
