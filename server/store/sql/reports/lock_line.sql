select id, state, type, source_id, amount_minor, booked_minor, fee_minor, currency, payment_id, explanation, created_at as at,
       (type in ('charge', 'payment') and state = 'missing_here' and exists (select 1 from payment p where p.gateway_id = gateway_transaction.reference_id)) as is_ours
from gateway_transaction where id = :id for update
