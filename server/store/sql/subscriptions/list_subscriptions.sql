select id, enrollment_id, enrollment_state, course_id, course_title, student_id, student_name, plan_id, plan_name, price_minor, currency, every, state, ends_at_period, trial_end, period_end, past_due_since, created_at, ended_at, due_minor, failure
from subscription_shown
where (:state::text is null or state = :state::text) and (:pattern::text is null or course_title ilike :pattern::text or student_name ilike :pattern::text)
  and (:cursor::uuid is null or id < :cursor::uuid)
order by id desc limit :limit
