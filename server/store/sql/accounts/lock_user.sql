select id, name, email, role, state, country, created_at from app_user where id = :id for update
