select j.id from journal j
where j.kind = 'sale' and not exists (select 1 from payment p where p.id = (case when j.source_type = 'payment' then j.source_id end)::uuid and p.settled_at is not null)
order by j.id limit 1
