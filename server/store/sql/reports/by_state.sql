-- What a bank took back, or a mistake brought in, is not counted as paid. Filling a wallet sells nothing: what is bought from there is counted.
select k.key, k.key as label, count(*)::int as count, 0 as views, 0 as enrolled, sum(p.amount_minor)::bigint as gross,
       sum(coalesce(s.refunded, p.refunded_minor))::bigint as refunded, coalesce(sum(s.platform), 0)::bigint as platform, coalesce(sum(s.teacher), 0)::bigint as teacher
from payment_shown p left join sale_shown s on s.id = p.id
cross join lateral (select case p.standing when 'usual' then p.state else p.standing end) as k(key)
where p.kind <> 'top_up' and p.created_at >= :from and p.created_at < :until and p.currency = :currency
group by k.key order by count(*) desc, k.key
