select id, name, email from app_user where role = 'admin' and state = 'active'
