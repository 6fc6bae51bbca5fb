update app_user set name = :name where id = :id
