-- Sessions belong to no course: together they are one line, which opens nothing.
select * from (
select c.id::text as key, r.title as label, count(*)::int as count, 0 as views, 0 as enrolled, sum(s.gross)::bigint as gross, sum(s.refunded)::bigint as refunded, sum(s.platform)::bigint as platform, sum(s.teacher)::bigint as teacher
from sale_shown s join course c on c.id = s.course_id join course_revision r on r.course_id = c.id and r.number = c.approved_revision
where s.settled_at >= :from and s.settled_at < :until and s.currency = :currency
group by c.id, r.title
union all
select '', 'Live sessions', count(*)::int, 0, 0, sum(s.gross)::bigint, sum(s.refunded)::bigint, sum(s.platform)::bigint, sum(s.teacher)::bigint
from sale_shown s
where s.course_id is null and s.settled_at >= :from and s.settled_at < :until and s.currency = :currency
having count(*) > 0
) x order by gross desc, key limit 1000
