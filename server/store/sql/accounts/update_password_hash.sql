update app_user set password_hash = :password_hash where id = :id
