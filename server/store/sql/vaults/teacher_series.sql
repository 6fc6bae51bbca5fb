select d.day, coalesce(sum(e.amount_minor) filter (where e.kind = 'sale'), 0)::bigint as earned,
       (select e2.balance_after_minor from vault_entry e2 where e2.vault_id = :vault_id and e2.currency = :currency and e2.at < d.day + interval '1 day'
        order by e2.seq desc limit 1) as balance
from generate_series(date_trunc('day', :from::timestamptz), date_trunc('day', :until::timestamptz), interval '1 day') as d(day)
left join vault_entry e on e.vault_id = :vault_id and e.currency = :currency and e.at >= d.day and e.at < d.day + interval '1 day'
group by d.day order by d.day
