select id, name, email, role, state, country, created_at
from app_user
where (:pattern::text is null or (name || ' ' || email) ilike :pattern::text)
  and (:role::text is null or role = :role::text)
  and (:state::text is null or state = :state::text)
  and (:cursor::uuid is null or id < :cursor::uuid)
order by id desc
limit :limit
