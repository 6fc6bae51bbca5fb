insert into withdrawal (id, vault_id, requested_by, amount_minor, currency, state, note, request_key, requested_at)
values (:id, :vault_id, :requested_by, :amount_minor, :currency, 'requested', :note, :request_key, :now)
on conflict do nothing
