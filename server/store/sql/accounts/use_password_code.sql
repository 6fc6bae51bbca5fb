delete from password_code where user_id = :user_id and code_hash = :code_hash
