select id, payment_id, amount_minor, currency, state, reason, requested_by, gateway_id, teacher_minor, tax_minor, returned, enrollment_before, sending_at, channel, reversal, reserved_minor, decision_key
from refund where id = :id for update
