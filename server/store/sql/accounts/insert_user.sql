insert into app_user (id, name, email, email_key, password_hash, role, created_at)
values (:id, :name, :email, :email_key, :password_hash, :role, :now)
