select p.id, p.name, p.kind, p.deposit_bps, p.balance_days, p.count, p.every, p.price_minor, p.currency, p.trial_days, p.archived_at, p.created_at,
       (select count(*) from schedule s where s.plan_id = p.id and s.state in ('proposed', 'active', 'paused'))
       + (select count(*) from subscription b where b.plan_id = p.id and b.state <> 'cancelled') as running
from payment_plan p where p.id = :id
