insert into withdrawal (id, vault_id, requested_by, amount_minor, currency, state, note, requested_at)
values (:id, :vault_id, :requested_by, :amount_minor, :currency, 'requested', :note, :now)
