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
select g.id::text as key, g.name as label, count(*)::int as count, 0 as views, 0 as enrolled, sum(s.gross)::bigint as gross, sum(s.refunded)::bigint as refunded, sum(s.platform)::bigint as platform, sum(s.teacher)::bigint as teacher
from sold s join course c on c.id = s.course_id join course_revision r on r.course_id = c.id and r.number = c.approved_revision join category g on g.id = r.category_id
group by g.id, g.name order by sum(s.gross) desc, g.id limit 1000
