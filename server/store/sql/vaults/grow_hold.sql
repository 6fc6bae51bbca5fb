-- What the platform has of the sale by now.
insert into vault_hold (payment_id, vault_id, teacher_minor, platform_minor, currency, available_at, confirmed)
values (:payment_id, :vault_id, :teacher, :platform, :currency, :available_at,
        :confirmed or exists (select 1 from gateway_transaction g where g.payment_id = :payment_id and g.type in ('charge', 'payment') and g.state in ('matched', 'explained')))
on conflict (payment_id) do update set teacher_minor = vault_hold.teacher_minor + excluded.teacher_minor,
    platform_minor = excluded.platform_minor
