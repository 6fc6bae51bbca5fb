select c.id, c.state, c.teacher_id, c.share_bps as course_share, g.share_bps as category_share, g.name as category_name, r.category_id, r.title, r.fee_minor, r.currency
from course c
join course_revision r on r.course_id = c.id and r.number = c.approved_revision
join category g on g.id = r.category_id
where c.id = :id
for share of c
