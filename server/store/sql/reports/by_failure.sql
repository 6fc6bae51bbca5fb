select code as key, replace(code, '_', ' ') as label, count(*)::int as count, 0 as views, 0 as enrolled, sum(amount_minor)::bigint as gross, 0::bigint as refunded, 0::bigint as platform, 0::bigint as teacher
from payment_failure where at >= :from and at < :until and currency = :currency
group by code order by count(*) desc, code limit 1000
