select count(*) filter (where state = 'matched') as matched, count(*) filter (where state = 'missing_here') as missing_here,
       count(*) filter (where state = 'amount_differs') as amount_differs, count(*) filter (where state = 'explained') as explained
from gateway_transaction where (:since::timestamptz is null or created_at >= :since::timestamptz)
