select count(*) as unread from notification where user_id = :user_id and read_at is null
