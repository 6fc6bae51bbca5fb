select x.course_id, r.title, t.name as teacher_name, r.fee_minor, r.currency, c.state, c.share_bps as course_share, k.share_bps as category_share, k.name as category_name, r.cover_file_id, e.id as enrollment_id, coalesce(e.progress_percent, 0) as progress_percent,
       coalesce(e.state = 'completed', false) as is_completed
from bundle_course x join course c on c.id = x.course_id join course_revision r on r.course_id = c.id and r.number = c.approved_revision join app_user t on t.id = c.teacher_id join category k on k.id = r.category_id
left join enrollment e on e.course_id = c.id and e.student_id = :student_id::uuid and e.state in ('active', 'completed', 'suspended')
where x.bundle_id = :bundle_id order by x.position
