select g.id::text as key, g.name as label, count(*)::int as count, 0 as views, 0 as enrolled, sum(s.gross)::bigint as gross, sum(s.refunded)::bigint as refunded, sum(s.platform)::bigint as platform, sum(s.teacher)::bigint as teacher
from sale_shown s
left join course c on c.id = s.course_id left join course_revision r on r.course_id = c.id and r.number = c.approved_revision
left join payment p on p.id = s.id and s.course_id is null left join booking k on k.id = p.booking_id left join gig i on i.id = k.gig_id left join gig_revision v on v.gig_id = i.id and v.number = i.approved_revision
join category g on g.id = coalesce(r.category_id, v.category_id)
where s.settled_at >= :from and s.settled_at < :until and s.currency = :currency
group by g.id, g.name order by sum(s.gross) desc, g.id limit 1000
