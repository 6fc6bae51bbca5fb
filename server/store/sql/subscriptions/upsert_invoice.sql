insert into subscription_invoice (gateway_id, subscription_id, number, state, total_minor, due_minor, currency, period_start, period_end, payment_id, created_at)
values (:gateway_id, :subscription_id, :number, :state, :total_minor, :due_minor, :currency, :period_start, :period_end, :payment_id, :created_at)
on conflict (gateway_id) do update set number = excluded.number, state = excluded.state, total_minor = excluded.total_minor, due_minor = excluded.due_minor,
    payment_id = coalesce(subscription_invoice.payment_id, excluded.payment_id)
