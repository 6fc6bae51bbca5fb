select c.student_id, u.name from referral_code c join app_user u on u.id = c.student_id where c.code = :code and u.state = 'active'
