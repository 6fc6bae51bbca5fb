with back as ( -- withdrawals that came back before this one: as if they had not been
    select withdrawal_id, sum(available_minor) as amount from vault_entry where vault_id = :vault_id and currency = :currency and kind = 'withdrawal_returned' and seq < :before group by 1
), flows as (
    select e.seq, (e.available_minor + coalesce(b.amount, 0))::bigint as amount from vault_entry e left join back b on e.kind = 'withdrawal' and b.withdrawal_id = e.withdrawal_id
    where e.vault_id = :vault_id and e.currency = :currency and e.seq < :before and e.kind <> 'withdrawal_returned'
), inflow as (
    select seq, amount, sum(amount) over (order by seq) as upto from flows where amount > 0
), parts as (
    select seq, (least(upto, :upper::bigint) - greatest(upto - amount, :lower::bigint))::bigint as part from inflow where upto > :lower::bigint and upto - amount < :upper::bigint
    union all
    select seq, amount from flows where seq > :after and amount < 0
)
select case e.kind when 'release' then 'sale' else e.kind end as kind, count(*) as lines, sum(x.part)::bigint as amount from parts x join vault_entry e on e.vault_id = :vault_id and e.currency = :currency and e.seq = x.seq
group by 1 order by 1
