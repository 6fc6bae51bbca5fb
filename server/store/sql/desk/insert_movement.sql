insert into desk_movement (id, type, source_id, intent_id, transfer_id, amount_minor, currency, created_at)
values (:id, :type, :source_id, :intent_id, :transfer_id, :amount_minor, :currency, :now)
on conflict (id) do nothing
