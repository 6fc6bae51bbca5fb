select gateway_id from gateway_product where course_id = :course_id
