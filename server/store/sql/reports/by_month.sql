with taken as (
    select payment_id, sum(amount_minor) as amount, sum(teacher_minor) as teacher, sum(tax_minor) as tax
    from (select payment_id, amount_minor, teacher_minor, tax_minor from refund where teacher_minor is not null and not returned
          union all
          select payment_id, amount_minor, teacher_minor, tax_minor from dispute where teacher_minor is not null and not returned) y
    group by payment_id
), sold as (
    select p.id, p.course_id, p.teacher_id, p.settled_at, p.amount_minor as gross, coalesce(k.amount, 0) as refunded, p.teacher_minor - coalesce(k.teacher, 0) as teacher,
           p.platform_minor - (coalesce(k.amount, 0) - coalesce(k.teacher, 0) - coalesce(k.tax, 0)) as platform
    from payment p left join taken k on k.payment_id = p.id
    where p.kind = 'course' and p.settled_at >= :from and p.settled_at < :until and p.currency = :currency
)
select to_char(d.day, 'YYYY-MM') as key, to_char(d.day, 'YYYY-MM') as label, count(s.id)::int as count, 0 as views, 0 as enrolled, coalesce(sum(s.gross), 0)::bigint as gross,
       coalesce(sum(s.refunded), 0)::bigint as refunded, coalesce(sum(s.platform), 0)::bigint as platform, coalesce(sum(s.teacher), 0)::bigint as teacher
from generate_series(date_trunc('month', :from::timestamptz), :until::timestamptz - interval '1 microsecond', interval '1 month') as d(day)
left join sold s on date_trunc('month', s.settled_at) = d.day
group by d.day order by d.day limit 1000
