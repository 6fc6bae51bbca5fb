insert into refund (id, payment_id, amount_minor, currency, state, reason, requested_by, decided_by, decided_at, gateway_id, request_key, channel, reversal, created_at)
values (:id, :payment_id, :amount_minor, :currency, :state, :reason, :requested_by, :decided_by::uuid,
        case when :decided_by::uuid is null then null else :now::timestamptz end, :gateway_id, :request_key, :channel, :reversal, :now)
