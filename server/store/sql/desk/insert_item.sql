insert into desk_item (id, kind, state, subject_id, amount_minor, currency, reference, intent_id, account_id, created_at)
values (:id, :kind, 'waiting', :subject_id, :amount_minor, :currency, :reference, :intent_id, :account_id, :now)
on conflict do nothing
