select (select count(distinct student_id) from enrollment where state in ('active', 'completed')) as students,
       (select count(*) from course where state = 'launched') as courses,
       (select count(*) from app_user where role = 'teacher' and state = 'active') as teachers,
       (select count(*) from payment where settled_at >= date_trunc('day', :now::timestamptz)) as payments_today,
       (select coalesce(sum(platform_minor - (refunded_minor - refunded_minor * (10000 - share_bps) / 10000)), 0)::bigint from payment where currency = :cur and settled_at >= date_trunc('month', :now::timestamptz)) as month_minor,
       (select coalesce(sum(platform_minor - (refunded_minor - refunded_minor * (10000 - share_bps) / 10000)), 0)::bigint from payment where currency = :cur and settled_at is not null) as total_minor,
       (select coalesce(avg(progress_percent), 0)::int from enrollment where state in ('active', 'completed')) as completion
