-- One pass over the lines of the time shown; a day without lines keeps the balance of the day before.
with lines as (
    select date_trunc('day', at) as day, amount_minor, balance_after_minor, kind, seq from vault_entry
    where vault_id = :vault_id and currency = :currency and at >= date_trunc('day', :from::timestamptz)
), days as (
    select day, coalesce(sum(amount_minor) filter (where kind = 'sale'), 0)::bigint as earned, max(seq) as last from lines group by day
), before as (
    select balance_after_minor as balance from vault_entry
    where vault_id = :vault_id and currency = :currency and at < date_trunc('day', :from::timestamptz)
    order by at desc, seq desc limit 1
), joined as (
    select d.day, coalesce(x.earned, 0) as earned, l.balance_after_minor as closing, count(l.seq) over (order by d.day) as grp
    from generate_series(date_trunc('day', :from::timestamptz), date_trunc('day', :until::timestamptz), interval '1 day') as d(day)
    left join days x on x.day = d.day left join lines l on l.seq = x.last
)
select day, earned, coalesce(max(closing) over (partition by grp), (select balance from before), 0)::bigint as balance from joined order by day
