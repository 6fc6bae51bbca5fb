select e.seq, e.kind, e.amount_minor, e.moved_minor, e.balance_after_minor, e.owed_after_minor, e.currency, e.payment_id, e.withdrawal_id, e.at,
       coalesce(r.title, '') as course_title, coalesce(s.name, '') as student_name
from (select * from vault_entry where vault_id = :vault_id and currency = :currency and at >= :from and at < :until and seq > :after order by seq limit 5000) e
left join payment p on p.id = e.payment_id
left join course c on c.id = p.course_id
left join course_revision r on r.course_id = c.id and r.number = c.approved_revision
left join app_user s on s.id = p.student_id
order by e.seq
