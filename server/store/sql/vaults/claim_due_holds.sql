delete from vault_hold h
where h.payment_id in (select payment_id from vault_hold where available_at <= :now and confirmed order by available_at, payment_id limit 500 for update skip locked)
returning h.payment_id, h.vault_id, (select owner_id from vault v where v.id = h.vault_id) as owner_id, h.teacher_minor, h.platform_minor, h.currency
