-- The share of the teacher in sales, less what refunds and disputes took of it.
with sold as (
    select coalesce(sum(teacher_minor), 0) as total, coalesce(sum(teacher_minor) filter (where settled_at >= date_trunc('month', :now::timestamptz)), 0) as month
    from payment where teacher_id = :t and currency = :cur and settled_at is not null
), taken as (
    select coalesce(sum(x.amount), 0) as total, coalesce(sum(x.amount) filter (where x.at >= date_trunc('month', :now::timestamptz)), 0) as month
    from (select payment_id, teacher_minor as amount, coalesce(finished_at, created_at) as at from refund where currency = :cur and teacher_minor is not null and not returned
          union all
          select payment_id, teacher_minor, opened_at from dispute where currency = :cur and teacher_minor is not null and not returned) x
    join payment p on p.id = x.payment_id and p.teacher_id = :t
)
select (select count(distinct e.student_id) from enrollment e join course c on c.id = e.course_id where c.teacher_id = :t and e.state in ('active', 'completed')) as students,
       (select count(*) from course where teacher_id = :t and state = 'launched') as courses,
       (select count(*) from payment p where p.teacher_id = :t and p.settled_at >= date_trunc('day', :now::timestamptz)) as payments_today,
       (sold.month - taken.month)::bigint as month_minor, (sold.total - taken.total)::bigint as total_minor,
       (select coalesce(avg(e.progress_percent), 0)::int from enrollment e join course c on c.id = e.course_id where c.teacher_id = :t and e.state in ('active', 'completed')) as completion
from sold, taken
