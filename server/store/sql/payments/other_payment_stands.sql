-- A payment of which a bank took something, or may yet, gives no access any more, however little it was. Nor does one of a plan that has ended,
-- or of a period that is over: what was had for it is had.
select exists (select 1 from payment p where p.enrollment_id = :enrollment_id and p.id <> :id and p.settled_at is not null
               and p.refunded_minor < p.amount_minor and p.disputed_minor = 0
               and not exists (select 1 from schedule s where s.id = p.schedule_id and s.state = 'cancelled')
               and not exists (select 1 from subscription b left join subscription_invoice i on i.payment_id = p.id
                               where b.id = p.subscription_id and (b.state = 'cancelled' or i.period_end <= :now::timestamptz))) as stands
