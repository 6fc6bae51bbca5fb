select s.id, s.enrollment_id, s.enrollment_state, s.course_id, s.course_title, s.student_id, s.student_name, s.plan_name, s.state, s.total_minor, s.currency, s.access_before, s.created_at, s.paid_minor
from schedule_shown s where s.id = :id
