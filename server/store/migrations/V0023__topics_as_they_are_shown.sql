-- A topic as its teacher and the admins see it, with the card of its latest version.
create view gig_shown as
select g.id, g.teacher_id, u.name as teacher_name, coalesce(c.name, '') as category_name, g.state, g.revision, g.approved_revision, g.created_at, g.updated_at,
       r.state as revision_state, r.card, r.content_hash,
       coalesce((select case when e.kind in ('reject', 'suspend') then e.reason else '' end from gig_event e where e.gig_id = g.id and e.kind in ('submitted', 'approve', 'reject', 'suspend', 'reinstate') order by e.id desc limit 1), '') as last_reason,
       (select count(*) from booking b where b.gig_id = g.id and b.state = 'completed') as sessions
from gig g
join app_user u on u.id = g.teacher_id
join gig_revision r on r.gig_id = g.id and r.number = g.revision
left join category c on c.id = r.category_id;
grant select on gig_shown to lectern_app;
