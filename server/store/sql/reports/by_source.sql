-- What brought the students: an enrollment has one source, and so have its sales. Sessions have none: together they are one line, which opens nothing.
select coalesce(e.source, '') as key, coalesce(e.source, 'Live sessions') as label, count(*)::int as count, 0 as views, count(distinct e.id)::int as enrolled, sum(s.gross)::bigint as gross, sum(s.refunded)::bigint as refunded, sum(s.platform)::bigint as platform, sum(s.teacher)::bigint as teacher
from sale_shown s join payment p on p.id = s.id left join enrollment e on e.id = p.enrollment_id
where s.settled_at >= :from and s.settled_at < :until and s.currency = :currency
group by e.source order by sum(s.gross) desc, e.source
