select p.state as key, p.state as label, count(*)::int as count, 0 as views, 0 as enrolled, sum(p.amount_minor)::bigint as gross,
       sum(coalesce(s.refunded, p.refunded_minor))::bigint as refunded, coalesce(sum(s.platform), 0)::bigint as platform, coalesce(sum(s.teacher), 0)::bigint as teacher
from payment p left join sale_shown s on s.id = p.id
where p.created_at >= :from and p.created_at < :until and p.currency = :currency
group by p.state order by count(*) desc, p.state
