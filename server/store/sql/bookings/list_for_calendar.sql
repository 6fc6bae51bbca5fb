select b.id, b.title, b.starts_at, b.ends_at, b.state, b.sequence, b.teacher_id, t.name as teacher_name, s.name as student_name
from booking b join app_user t on t.id = b.teacher_id join app_user s on s.id = b.student_id
where (b.teacher_id = :user_id or b.student_id = :user_id) and b.state in ('pending', 'confirmed', 'paid', 'completed') and b.starts_at > :since
order by b.starts_at desc limit 1000
