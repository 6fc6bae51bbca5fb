select id from app_user where email_key = :email and role = 'student' and state = 'active'
