select u.id, u.name, e.id as enrollment_id, e.state, e.progress_percent, e.created_at, e.last_active_at
from enrollment e join app_user u on u.id = e.student_id
where e.course_id = :course_id and e.state in ('active', 'completed', 'suspended', 'refunded')
  and (:cursor::uuid is null or e.id < :cursor::uuid)
order by e.id desc limit :limit
