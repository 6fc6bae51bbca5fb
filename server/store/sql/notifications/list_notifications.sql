select id, kind, title, text, subject_id, at, read_at is not null as is_read from notification
where user_id = :user_id and (:cursor::uuid is null or id < :cursor::uuid) order by id desc limit :limit
