select id, name, email, role, state, created_at, password_hash from app_user where id = :id
