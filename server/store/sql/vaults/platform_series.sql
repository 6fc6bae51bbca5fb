-- earned: by sales of the day, less refunds and disputes of the day; change: of revenue less fees, withdrawals included.
with bounds as (select date_trunc('day', :from::timestamptz) as low),
accounts as (select id, kind from account where kind in ('platform_revenue', 'gateway_fees') and bucket = '' and currency = :currency),
moved as (
    select date_trunc('day', j.posted_at) as day, a.kind, j.kind as journal,
           sum(case when t.credit_account = a.id then t.amount_minor else -t.amount_minor end) as amount
    from bounds join journal j on j.posted_at >= low join transfer t on t.journal_id = j.id join accounts a on a.id in (t.credit_account, t.debit_account)
    group by 1, 2, 3
)
select d.day, coalesce(sum(m.amount) filter (where m.kind = 'platform_revenue' and m.journal not like 'withdrawal%'), 0)::bigint as earned, coalesce(sum(m.amount), 0)::bigint as change
from generate_series(date_trunc('day', :from::timestamptz), date_trunc('day', :until::timestamptz), interval '1 day') as d(day)
left join moved m on m.day = d.day
group by d.day order by d.day
