select r.id, r.category_id, coalesce(g.name, '') as category_name, r.teacher_id, coalesce(t.name, '') as teacher_name, r.minimum_minor, r.maximum_minor, r.currency, r.plan_id, p.name as plan_name
from plan_rule r
join payment_plan p on p.id = r.plan_id
left join category g on g.id = r.category_id
left join app_user t on t.id = r.teacher_id
order by r.position
