select v.id, v.kind, v.owner_id, coalesce(u.name, '') as owner_name, v.created_at
from vault v left join app_user u on u.id = v.owner_id
where (:pattern::text is null or u.name ilike :pattern::text)
  and (:cursor::uuid is null or (v.kind = 'teacher' and v.id < :cursor::uuid))
order by v.kind, v.id desc limit :limit
