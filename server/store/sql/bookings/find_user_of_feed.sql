select u.id from calendar_feed f join app_user u on u.id = f.user_id where f.token = :token and u.state = 'active'
