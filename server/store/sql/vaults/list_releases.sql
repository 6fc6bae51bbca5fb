-- The next days on which something becomes available.
select date_trunc('day', available_at) as day, min(available_at) as at, sum(teacher_minor)::bigint as teacher, sum(platform_minor)::bigint as platform, bool_or(not confirmed) as waits
from vault_hold
where currency = :currency and (:vault_id::uuid is null or vault_id = :vault_id::uuid)
group by 1 order by 1 limit 31
