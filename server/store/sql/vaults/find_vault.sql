select v.id, v.kind, v.owner_id, coalesce(u.name, '') as owner_name, v.created_at
from vault v left join app_user u on u.id = v.owner_id where v.id = :id
