with journals as (
    select j.source_id::uuid as withdrawal_id, j.purpose, sum(t.amount_minor) as amount
    from journal j join transfer t on t.journal_id = j.id where j.source_type = 'withdrawal' group by 1, 2
)
select w.id from withdrawal w
left join journals q on q.withdrawal_id = w.id and q.purpose = 'requested'
left join journals s on s.withdrawal_id = w.id and s.purpose = 'sent'
left join journals c on c.withdrawal_id = w.id and c.purpose = 'recalled'
left join journals p on p.withdrawal_id = w.id and p.purpose = 'paid'
left join journals r on r.withdrawal_id = w.id and r.purpose = 'returned'
where q.amount is distinct from w.amount_minor or w.sent_booked <> (s.amount is not null) or s.amount <> w.amount_minor or w.recalled <> (c.amount is not null) or c.amount <> w.amount_minor
   or (w.state in ('paid', 'returned')) <> (p.amount is not null) or p.amount <> w.amount_minor
   or (w.state in ('failed', 'returned', 'rejected', 'cancelled')) <> (r.amount is not null) or r.amount <> w.amount_minor
limit 1
