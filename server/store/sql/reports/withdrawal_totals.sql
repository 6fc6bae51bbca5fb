with inflow as (
    select seq, available_minor as amount, sum(available_minor) over (order by seq) as upto
    from vault_entry where vault_id = :vault_id and currency = :currency and seq < :before and available_minor > 0
), parts as (
    select seq, (least(upto, :upper::bigint) - greatest(upto - amount, :lower::bigint))::bigint as part from inflow where upto > :lower::bigint and upto - amount < :upper::bigint
    union all
    select seq, available_minor from vault_entry where vault_id = :vault_id and currency = :currency and seq > :after and seq < :before and available_minor < 0
)
select case e.kind when 'release' then 'sale' else e.kind end as kind, count(*) as lines, sum(x.part)::bigint as amount from parts x join vault_entry e on e.vault_id = :vault_id and e.currency = :currency and e.seq = x.seq
group by 1 order by 1
