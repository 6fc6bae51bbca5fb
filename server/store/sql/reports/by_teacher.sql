select u.id::text as key, u.name as label, count(*)::int as count, 0 as views, 0 as enrolled, sum(s.gross)::bigint as gross, sum(s.refunded)::bigint as refunded, sum(s.platform)::bigint as platform, sum(s.teacher)::bigint as teacher
from sale_shown s join app_user u on u.id = s.teacher_id
where s.settled_at >= :from and s.settled_at < :until and s.currency = :currency
group by u.id, u.name order by sum(s.gross) desc, u.id limit 1000
