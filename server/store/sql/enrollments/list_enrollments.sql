select e.id, e.course_id, r.title as course_title, t.name as teacher_name, e.student_id, coalesce(s.name, g.recipient_name, '') as student_name, e.state,
       e.price_minor, e.currency, e.progress_percent, r.cover_file_id, e.payment_id, e.expires_at, x.code as certificate_code,
       e.created_at, e.updated_at, c.teacher_id, g.giver_id
from enrollment e
join course c on c.id = e.course_id
join course_revision r on r.course_id = c.id and r.number = c.approved_revision
join app_user t on t.id = c.teacher_id
left join app_user s on s.id = e.student_id
left join gift g on g.enrollment_id = e.id and e.student_id is null
left join certificate x on x.enrollment_id = e.id and x.revoked_at is null
where (:student::uuid is null or e.student_id = :student::uuid)
  and (:course::uuid is null or e.course_id = :course::uuid)
  and e.ended_by is distinct from 'gift' -- a place that moved into an older one
  and (:cursor::uuid is null or e.id < :cursor::uuid)
order by e.id desc limit :limit
