-- To somebody without an account.
insert into mail_outbox (id, dedupe_key, address, template, params, not_before)
values (:id, :dedupe_key, :address, :template, :params, :now) on conflict (dedupe_key) do nothing
