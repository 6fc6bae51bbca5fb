select g.id, g.giver_id, u.name as giver_name, g.course_id, r.title as course_title, g.enrollment_id, g.message, g.redeemed_by
from gift g join app_user u on u.id = g.giver_id join course c on c.id = g.course_id join course_revision r on r.course_id = c.id and r.number = c.approved_revision
join enrollment e on e.id = g.enrollment_id
where g.code = :code and e.state = 'active'
