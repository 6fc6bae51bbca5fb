select i.payment_id from subscription_invoice i where i.subscription_id = :subscription_id and i.state = 'open' and i.payment_id is not null order by i.created_at desc limit 1
