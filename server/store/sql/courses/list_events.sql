select e.kind, e.revision, u.name as actor_name, e.reason, e.at
from course_event e join app_user u on u.id = e.actor_id
where e.course_id = :course_id order by e.id desc limit 200
