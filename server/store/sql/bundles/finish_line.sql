update bundle_purchase_line set note = :note, enrollment_id = :enrollment_id, payment_id = :payment_id where purchase_id = :purchase_id and course_id = :course_id
