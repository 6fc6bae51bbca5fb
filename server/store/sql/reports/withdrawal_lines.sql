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
-- A sale is in what can be withdrawn when its hold is over; people look for the sale.
select e.seq, case e.kind when 'release' then 'sale' else e.kind end as kind, e.amount_minor, x.part as moved_minor, e.balance_after_minor, e.owed_after_minor, e.currency, e.payment_id, e.withdrawal_id, e.at,
       coalesce(r.title, k.title, '') as course_title, coalesce(s.name, '') as student_name
from (select seq, part from parts order by seq limit 500) x
join vault_entry e on e.vault_id = :vault_id and e.currency = :currency and e.seq = x.seq
left join payment p on p.id = e.payment_id
left join booking k on k.id = p.booking_id
left join course c on c.id = p.course_id
left join course_revision r on r.course_id = c.id and r.number = c.approved_revision
left join app_user s on s.id = p.student_id
order by e.seq
