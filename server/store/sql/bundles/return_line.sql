update bundle_purchase_line set note = 'returned', returned_by = :cause, state_before = :state_before, enrollment_id = null, payment_id = null
where purchase_id = :purchase_id and course_id = :course_id
