insert into course_plan (course_id, plan_id, position) values (:course_id, :plan_id, :position) on conflict do nothing
