with inflow as (
    select seq, available_minor as amount, sum(available_minor) over (order by seq) as upto
    from vault_entry where vault_id = :vault_id and currency = :currency and seq < :before and available_minor > 0
), parts as (
    select seq, (least(upto, :upper::bigint) - greatest(upto - amount, :lower::bigint))::bigint as part from inflow where upto > :lower::bigint and upto - amount < :upper::bigint
    union all
    select seq, available_minor from vault_entry where vault_id = :vault_id and currency = :currency and seq > :after and seq < :before and available_minor < 0
)
-- A sale is in what can be withdrawn when its hold is over; people look for the sale.
select e.seq, case e.kind when 'release' then 'sale' else e.kind end as kind, e.amount_minor, x.part as moved_minor, e.balance_after_minor, e.owed_after_minor, e.currency, e.payment_id, e.withdrawal_id, e.at,
       coalesce(r.title, '') as course_title, coalesce(s.name, '') as student_name
from (select seq, part from parts order by seq limit 500) x
join vault_entry e on e.vault_id = :vault_id and e.currency = :currency and e.seq = x.seq
left join payment p on p.id = e.payment_id
left join course c on c.id = p.course_id
left join course_revision r on r.course_id = c.id and r.number = c.approved_revision
left join app_user s on s.id = p.student_id
order by e.seq
