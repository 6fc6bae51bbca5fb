select coalesce(sum(amount_minor) filter (where state in ('approved', 'pending', 'succeeded')), 0)::bigint as taken,
       count(*) filter (where state = 'requested') as waiting
from refund where payment_id = :payment_id
