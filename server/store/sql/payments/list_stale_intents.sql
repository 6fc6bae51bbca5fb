select p.gateway_id from payment p join enrollment e on e.id = p.enrollment_id
where p.state in ('awaiting_payer', 'requires_action', 'failed', 'created') and p.gateway_id is not null and p.id > :low::uuid and p.updated_at < :before
  and (e.payment_id <> p.id or e.state not in ('awaiting_payment'))
order by p.id desc limit 20
