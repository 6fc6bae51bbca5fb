-- What refunds and disputes of a payment took from whom, as far as it is not back.
select coalesce(sum(teacher), 0)::bigint as teacher, coalesce(sum(tax), 0)::bigint as tax, coalesce(sum(amount), 0)::bigint as amount
from payment_taken where payment_id = :payment_id
