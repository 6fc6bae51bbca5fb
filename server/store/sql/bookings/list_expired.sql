select id from booking where state in ('pending', 'confirmed') and expires_at <= :now order by expires_at, id limit 50
