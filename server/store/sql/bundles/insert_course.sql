insert into bundle_course (bundle_id, position, course_id) values (:bundle_id, :position, :course_id)
