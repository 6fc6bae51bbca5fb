-- Whether a payment of a locked subscription keeps the course open: the subscription runs, and the payment was for a period that does, or is the
-- newest one.
select (s.state <> 'cancelled' or coalesce(s.open_until > :now::timestamptz, false))
       and (i.period_end is null or i.period_end > :now::timestamptz
            or not exists (select 1 from subscription_invoice x join payment q on q.id = x.payment_id
                           where x.subscription_id = s.id and x.created_at > i.created_at and q.settled_at is not null)) as carries
from subscription s left join subscription_invoice i on i.payment_id = :payment_id and i.subscription_id = s.id
where s.id = :id
