delete from password_code where user_id = :user_id
