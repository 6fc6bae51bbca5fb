select d.day, coalesce(p.earned, 0)::bigint as earned
from generate_series(date_trunc('day', :from::timestamptz), date_trunc('day', :until::timestamptz), interval '1 day') as d(day)
left join (select date_trunc('day', settled_at) as day, sum(platform_minor) as earned from payment
           where settled_at >= date_trunc('day', :from::timestamptz) and currency = :currency group by 1) p on p.day = d.day
order by d.day
