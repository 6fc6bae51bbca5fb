select id, gateway_id, payment_id, amount_minor, currency, state, reason, due_by, fee_minor, teacher_minor, tax_minor, returned, enrollment_before, evidence, submitting_at, submitted_at, accepted, request_key
from dispute where gateway_id = :gateway_id for update
