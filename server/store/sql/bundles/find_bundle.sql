select b.id, b.kind, b.title, b.description, b.discount_bps, b.funding, b.state, b.created_at,
       (select count(*) from bundle_purchase p where p.bundle_id = b.id and p.done_at is not null)::int as sold
from bundle b where b.id = :id
