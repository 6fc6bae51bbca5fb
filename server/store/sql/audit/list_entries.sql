select id, at, actor_name, action, subject, subject_id, detail, remote_address from audit_entry
where (:pattern::text is null or subject ilike :pattern::text or actor_name ilike :pattern::text or detail ilike :pattern::text)
  and (:action::text is null or action = :action::text or action like :action::text || '.%')
  and (:from::timestamptz is null or at >= :from::timestamptz) and (:until::timestamptz is null or at < :until::timestamptz)
  and (:cursor::bigint is null or id < :cursor::bigint)
order by id desc limit :limit
