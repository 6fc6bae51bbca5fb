insert into dispute (id, gateway_id, payment_id, amount_minor, currency, state, reason, due_by, opened_at)
values (:id, :gateway_id, :payment_id, :amount_minor, :currency, :state, :reason, :due_by, :opened_at)
