select state as key, state as label, count(*)::int as count, 0 as views, 0 as enrolled, sum(amount_minor)::bigint as gross, sum(refunded_minor)::bigint as refunded,
       0::bigint as platform, 0::bigint as teacher
from payment where created_at >= :from and created_at < :until and currency = :currency
group by state order by count(*) desc, state
