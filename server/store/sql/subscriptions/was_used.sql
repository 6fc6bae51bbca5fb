-- Whether the period that a payment was for had begun before its subscription ended. The first begins with the payment.
select exists (select 1 from subscription_invoice i join subscription s on s.id = i.subscription_id
               where i.payment_id = :payment_id and i.period_start < s.ended_at and s.first_payment is distinct from i.payment_id) as was_used
