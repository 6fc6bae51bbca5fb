select token from calendar_feed where user_id = :user_id
