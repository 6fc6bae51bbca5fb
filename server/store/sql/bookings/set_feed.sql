insert into calendar_feed (user_id, token) values (:user_id, :token) on conflict (user_id) do update set token = excluded.token
