select enrollment_id from bundle_purchase_line where purchase_id = :purchase_id and course_id = :course_id and enrollment_id is not null
