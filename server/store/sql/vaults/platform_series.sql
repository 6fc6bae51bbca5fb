-- earned: by sales of the day, less refunds of the day; change: of the revenue account, withdrawals included.
with bounds as (select date_trunc('day', :from::timestamptz) as low),
sales as (
    select date_trunc('day', settled_at) as day, sum(platform_minor) as amount from payment, bounds
    where settled_at >= low and currency = :currency group by 1
), refunds as (
    select date_trunc('day', coalesce(f.finished_at, f.created_at)) as day, sum(f.amount_minor - f.teacher_minor) as amount from refund f, bounds
    where f.teacher_minor is not null and not f.returned and coalesce(f.finished_at, f.created_at) >= low and f.currency = :currency group by 1
), taken as (
    select date_trunc('day', w.requested_at) as day, sum(w.amount_minor) as amount from withdrawal w, bounds
    where w.vault_id = :vault_id and w.currency = :currency and w.requested_at >= low group by 1
), returned as (
    select date_trunc('day', w.finished_at) as day, sum(w.amount_minor) as amount from withdrawal w, bounds
    where w.vault_id = :vault_id and w.currency = :currency and w.state in ('failed', 'rejected', 'cancelled') and w.finished_at >= low group by 1
)
select d.day, (coalesce(s.amount, 0) - coalesce(f.amount, 0))::bigint as earned,
       (coalesce(s.amount, 0) - coalesce(f.amount, 0) - coalesce(t.amount, 0) + coalesce(b.amount, 0))::bigint as change
from generate_series(date_trunc('day', :from::timestamptz), date_trunc('day', :until::timestamptz), interval '1 day') as d(day)
left join sales s on s.day = d.day left join refunds f on f.day = d.day left join taken t on t.day = d.day left join returned b on b.day = d.day
order by d.day
