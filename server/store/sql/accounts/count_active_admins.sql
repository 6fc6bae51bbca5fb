select count(*) as admins from app_user where role = 'admin' and state = 'active'
