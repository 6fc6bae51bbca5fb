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
    union
    -- Transfers stay open for weeks.
    select p.gateway_id, p.id
    from payment p join enrollment e on e.id = p.enrollment_id
    where p.method = 'transfer' and p.state in ('awaiting_payer', 'requires_action', 'failed', 'created') and p.updated_at < :before and (e.payment_id <> p.id or e.state <> 'awaiting_payment')
    union
    -- Of sessions that are over, or paid by another one.
    select p.gateway_id, p.id
    from payment p join booking b on b.id = p.booking_id
    where p.state in ('awaiting_payer', 'requires_action', 'failed', 'created') and p.updated_at < :before and (b.payment_id <> p.id or b.state <> 'confirmed')
    union
    -- Nobody pays for a bundle at a price of long ago.
    select p.gateway_id, p.id
    from bundle_purchase b join payment p on p.id = b.payment_id
    where b.done_at is null and b.created_at < :bundles_before and p.state in ('awaiting_payer', 'requires_action', 'failed', 'created')
) x
where x.gateway_id is not null
order by random() limit 20
