select id, name, email, role, state, country, created_at, password_hash from app_user where email_key = :email_key
