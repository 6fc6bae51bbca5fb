with fees as (
    select j.source_id, sum(case when a.kind = 'gateway_fees' then t.amount_minor else -t.amount_minor end) as amount
    from journal j join transfer t on t.journal_id = j.id join account a on a.id = t.debit_account
    where j.source_type = 'gateway_transaction' and j.purpose = 'fee' group by 1
)
select g.id from gateway_transaction g left join fees f on f.source_id = g.id
where coalesce(f.amount, 0) <> case when g.state in ('matched', 'explained') then g.fee_minor else 0 end
limit 1
