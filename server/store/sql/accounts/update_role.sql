update app_user set role = :role where id = :id
