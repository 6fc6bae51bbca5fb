select p.id from payment p where p.id in (select l.payment_id from bundle_purchase_line l where l.purchase_id = :purchase_id) order by p.id for update
