select p.coupon_code as key, p.coupon_code as label, count(*)::int as count, 0 as views, 0 as enrolled, sum(s.gross)::bigint as gross, sum(s.refunded)::bigint as refunded, sum(s.platform)::bigint as platform, sum(s.teacher)::bigint as teacher
from sale_shown s join payment p on p.id = s.id
where s.settled_at >= :from and s.settled_at < :until and s.currency = :currency and p.coupon_code <> ''
group by p.coupon_code order by sum(s.gross) desc, p.coupon_code limit 1000
