-- Of one teacher, or of everybody but for drafts.
select g.id, g.teacher_id, u.name as teacher_name, coalesce(c.name, '') as category_name, g.state, g.revision, g.approved_revision, g.created_at, g.updated_at,
       r.state as revision_state, r.card::text as card, r.content_hash,
       coalesce((select case when e.kind in ('reject', 'suspend') then e.reason else '' end from gig_event e where e.gig_id = g.id and e.kind in ('submitted', 'approve', 'reject', 'suspend', 'reinstate') order by e.id desc limit 1), '') as last_reason,
       (select count(*) from booking b where b.gig_id = g.id and b.state = 'completed') as sessions
from gig g
join app_user u on u.id = g.teacher_id
join gig_revision r on r.gig_id = g.id and r.number = g.revision
left join category c on c.id = r.category_id
where case when :teacher_id::uuid is null then g.state <> 'draft' else g.teacher_id = :teacher_id::uuid end
  and (:pattern::text is null or r.card ->> 'title' ilike :pattern::text or u.name ilike :pattern::text)
order by g.state = 'archived', g.updated_at desc, g.id limit 200
