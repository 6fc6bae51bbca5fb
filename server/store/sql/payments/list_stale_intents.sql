select x.gateway_id from (
    select coalesce(s.gateway_id, p.gateway_id) as gateway_id, p.id
    from payment p join enrollment e on e.id = p.enrollment_id
    left join checkout_session s on s.payment_id = p.id and s.state = 'open'
    where p.state in ('awaiting_payer', 'requires_action', 'failed', 'created') and p.id > :low::uuid and p.updated_at < :before
      and (e.payment_id <> p.id or e.state not in ('awaiting_payment'))
      -- The intent of an invoice ends with its subscription.
      and p.subscription_id is null
      -- A payment of a plan is open until its day, and longer.
      and not exists (select 1 from schedule_line l where l.payment_id = p.id and l.state = 'open')
) x
where x.gateway_id is not null
order by x.id desc limit 20
