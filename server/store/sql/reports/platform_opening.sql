with accounts as (select id from account where kind in ('platform_revenue', 'gateway_fees') and bucket = '' and currency = :currency),
moved as (
    select t.journal_id, sum(case when t.credit_account = a.id then t.amount_minor else -t.amount_minor end) as amount
    from transfer t join accounts a on a.id in (t.credit_account, t.debit_account) group by t.journal_id
)
select coalesce(sum(m.amount), 0)::bigint as balance, 0::bigint as owed from moved m join journal j on j.id = m.journal_id where j.posted_at < :from
