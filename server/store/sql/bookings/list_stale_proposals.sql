select id from booking where proposed_at is not null and (proposed_at <= :now or starts_at <= :now) order by proposed_at, id limit 50
