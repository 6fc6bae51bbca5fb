-- Opened the page of the course, pressed enroll, paid. A free course has no payment: whoever enrolled is in.
with seen as (
    select course_id, sum(views) as views from course_view where day >= (:from::timestamptz at time zone 'UTC')::date and day < (:until::timestamptz at time zone 'UTC')::date + 1 group by 1
), entered as (
    select course_id, count(*) as n from enrollment where created_at >= :from and created_at < :until and currency = :currency group by 1
), paid as (
    select course_id, count(distinct enrollment_id) as n, sum(amount_minor) as gross from payment where kind = 'course' and settled_at >= :from and settled_at < :until and currency = :currency group by 1
)
select c.id::text as key, r.title as label, (case when r.fee_minor = 0 then coalesce(e.n, 0) else coalesce(p.n, 0) end)::int as count, coalesce(s.views, 0)::int as views, coalesce(e.n, 0)::int as enrolled, coalesce(p.gross, 0)::bigint as gross, 0::bigint as refunded, 0::bigint as platform, 0::bigint as teacher, (r.fee_minor = 0) as is_free
from course c join course_revision r on r.course_id = c.id and r.number = c.approved_revision
left join seen s on s.course_id = c.id left join entered e on e.course_id = c.id left join paid p on p.course_id = c.id
where s.views > 0 or e.n > 0 or p.n > 0
order by coalesce(s.views, 0) desc, c.id limit 1000
