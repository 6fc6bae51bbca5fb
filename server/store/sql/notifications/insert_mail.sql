insert into mail_outbox (id, dedupe_key, user_id, template, params, not_before)
values (:id, :dedupe_key, :user_id, :template, :params, :now) on conflict (dedupe_key) do nothing
