-- What is on offer now, by the card that was approved. A teacher who was blocked teaches nobody.
select g.id, g.teacher_id, u.name as teacher_name, r.number, r.card::text as card, c.name as category_name, coalesce(a.hours::text, '') as hours,
       (select count(*) from booking b where b.gig_id = g.id and b.state = 'completed') as sessions
from gig g
join app_user u on u.id = g.teacher_id and u.state = 'active'
join gig_revision r on r.gig_id = g.id and r.number = g.approved_revision
join category c on c.id = r.category_id
left join teacher_availability a on a.teacher_id = g.teacher_id
where g.state = 'offered'
  and (:id::uuid is null or g.id = :id::uuid)
  and (:category::uuid is null or r.category_id = :category::uuid)
  and (:pattern::text is null or r.title ilike :pattern::text or u.name ilike :pattern::text or r.card ->> 'descriptionMarkdown' ilike :pattern::text)
order by g.updated_at desc, g.id limit 200
