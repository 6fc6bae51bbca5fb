select b.id, b.kind, b.title, b.description, b.discount_bps, b.funding, b.state, b.created_at,
       (select count(*) from bundle_purchase p where p.bundle_id = b.id and p.done_at is not null)::int as sold
from bundle b where (:state::text is null or b.state = :state::text)
order by case b.state when 'on_sale' then 0 when 'draft' then 1 else 2 end, b.id desc limit 500
