with due as (
    select l.id from schedule_line l join schedule s on s.id = l.schedule_id
    where l.state = 'open' and l.number > 1 and l.reminded_at is null and l.due_on > :today::date and l.due_on <= :until::date and s.state = 'active'
    order by l.due_on limit 200 for update of l skip locked
), told as (
    update schedule_line l set reminded_at = :now from due where l.id = due.id returning l.id, l.schedule_id, l.number, l.due_on, l.amount_minor
)
select t.id, t.schedule_id, t.number, t.due_on, t.amount_minor, s.currency, s.student_id, coalesce(g.default_label, '') as default_label, r.title as course_title,
       (select max(x.number) from schedule_line x where x.schedule_id = s.id) as line_count
from told t
join schedule s on s.id = t.schedule_id
join course c on c.id = s.course_id
join course_revision r on r.course_id = c.id and r.number = c.approved_revision
left join gateway_customer g on g.user_id = s.student_id
