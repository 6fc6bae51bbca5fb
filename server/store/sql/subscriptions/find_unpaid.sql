-- The newest invoice that is to be paid; not one that is paid and not looked at since, or that a bank works on.
select i.payment_id from subscription_invoice i join payment p on p.id = i.payment_id
where i.subscription_id = :subscription_id and i.state = 'open' and p.settled_at is null and p.state <> 'processing'
order by i.created_at desc limit 1
