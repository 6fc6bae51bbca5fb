-- The platform share of sales, less what refunds and disputes took of it.
with sold as (
    select coalesce(sum(platform_minor), 0) as total, coalesce(sum(platform_minor) filter (where settled_at >= date_trunc('month', :now::timestamptz)), 0) as month
    from payment where currency = :cur and settled_at is not null and kind <> 'top_up'
), taken as (
    select coalesce(sum(amount), 0) as total, coalesce(sum(amount) filter (where at >= date_trunc('month', :now::timestamptz)), 0) as month
    from (select amount_minor - teacher_minor - tax_minor as amount, coalesce(finished_at, created_at) as at from refund f where currency = :cur and teacher_minor is not null and not returned and exists (select 1 from payment p where p.id = f.payment_id and p.kind <> 'top_up')
          union all
          select amount_minor - teacher_minor - tax_minor, opened_at from dispute d where currency = :cur and teacher_minor is not null and not returned and exists (select 1 from payment p where p.id = d.payment_id and p.kind <> 'top_up')) x
)
select (select count(distinct student_id) from enrollment where state in ('active', 'completed')) as students,
       (select count(*) from course where state = 'launched') as courses,
       (select count(*) from app_user where role = 'teacher' and state = 'active') as teachers,
       (select count(*) from payment where settled_at >= date_trunc('day', :now::timestamptz)) as payments_today,
       (sold.month - taken.month)::bigint as month_minor, (sold.total - taken.total)::bigint as total_minor,
       (select coalesce(avg(progress_percent), 0)::int from enrollment where state in ('active', 'completed')) as completion
from sold, taken
