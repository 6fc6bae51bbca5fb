-- A settled payment has exactly its sale journal with exactly its shares. Lateral, so that each payment costs some index
-- look-ups whatever the planner believes of freshly filled tables.
select p.id from payment p
left join journal j on j.source_type = 'payment' and j.source_id = p.id::text and j.purpose = 'sale'
left join lateral (select sum(t.amount_minor) as amount from transfer t where t.journal_id = j.id) s on true
where (p.settled_at is not null) <> (j.id is not null)
   or (p.settled_at is not null and (s.amount is distinct from p.amount_minor or p.teacher_minor + p.platform_minor <> p.amount_minor))
order by p.id limit 1
