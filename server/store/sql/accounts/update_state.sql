update app_user set state = :state where id = :id
