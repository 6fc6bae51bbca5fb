-- What the platform has of the sale by now.
insert into vault_hold (payment_id, vault_id, teacher_minor, platform_minor, currency, available_at, confirmed)
values (:payment_id, :vault_id, :teacher, :platform, :currency, :available_at, :confirmed)
on conflict (payment_id) do update set teacher_minor = vault_hold.teacher_minor + excluded.teacher_minor,
    platform_minor = excluded.platform_minor
