select (select count(distinct e.student_id) from enrollment e join course c on c.id = e.course_id where c.teacher_id = :t and e.state in ('active', 'completed')) as students,
       (select count(*) from course where teacher_id = :t and state = 'launched') as courses,
       (select count(*) from payment p where p.teacher_id = :t and p.settled_at >= date_trunc('day', :now::timestamptz)) as payments_today,
       (select coalesce(sum(p.teacher_minor - p.refunded_minor * p.teacher_minor / p.amount_minor), 0)::bigint from payment p where p.teacher_id = :t and p.currency = :cur and p.settled_at >= date_trunc('month', :now::timestamptz)) as month_minor,
       (select coalesce(sum(p.teacher_minor - p.refunded_minor * p.teacher_minor / p.amount_minor), 0)::bigint from payment p where p.teacher_id = :t and p.currency = :cur and p.settled_at is not null) as total_minor,
       (select coalesce(avg(e.progress_percent), 0)::int from enrollment e join course c on c.id = e.course_id where c.teacher_id = :t and e.state in ('active', 'completed')) as completion
