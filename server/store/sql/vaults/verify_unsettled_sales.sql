select j.id from journal j left join payment p on p.id = (case when j.source_type = 'payment' then j.source_id end)::uuid
where j.kind = 'sale' and (p.id is null or p.settled_at is null)
order by j.id limit 1
