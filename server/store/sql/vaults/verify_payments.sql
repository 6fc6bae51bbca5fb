-- A settled payment has exactly its sale journal with exactly its shares, and an enrollment that was opened.
select p.id from payment p
left join journal j on j.source_type = 'payment' and j.source_id = p.id::text and j.purpose = 'sale'
left join (select journal_id, sum(amount_minor) as amount from transfer group by 1) t on t.journal_id = j.id
where (p.settled_at is not null) <> (j.id is not null)
   or (p.settled_at is not null and (t.amount is distinct from p.amount_minor or p.teacher_minor + p.platform_minor <> p.amount_minor))
order by p.id limit 1
