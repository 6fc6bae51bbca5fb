-- By day or by month; one without sales has its row, too.
select to_char(d.start, :format::text) as key, to_char(d.start, :format::text) as label, count(s.id)::int as count, 0 as views, 0 as enrolled, coalesce(sum(s.gross), 0)::bigint as gross,
       coalesce(sum(s.refunded), 0)::bigint as refunded, coalesce(sum(s.platform), 0)::bigint as platform, coalesce(sum(s.teacher), 0)::bigint as teacher
from generate_series(date_trunc(:unit::text, :from::timestamptz), :until::timestamptz - interval '1 microsecond', ('1 ' || :unit::text)::interval) as d(start)
left join sale_shown s on date_trunc(:unit::text, s.settled_at) = d.start and s.settled_at >= :from and s.settled_at < :until and s.currency = :currency
group by d.start order by d.start limit 1000
