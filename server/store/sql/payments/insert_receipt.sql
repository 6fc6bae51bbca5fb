insert into offline_receipt (id, payment_id, method, amount_minor, currency, reference, received_on, note, request_key, recorded_by, recorded_at)
values (:id, :payment_id, :method, :amount_minor, :currency, :reference, :received_on, :note, :request_key, :recorded_by, :now)
