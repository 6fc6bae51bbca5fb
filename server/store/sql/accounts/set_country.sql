update app_user set country = :country where id = :id
