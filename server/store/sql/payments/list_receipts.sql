select id, payment_id, method, amount_minor, currency, reference, received_on, note, recorded_by_name, recorded_at, reversed_by_name, reversal_reason, reversed_at
from offline_receipt_shown where payment_id = :payment_id order by id desc limit 50
