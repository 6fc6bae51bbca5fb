select e.kind, e.revision, u.name as actor_name, e.reason, e.at from gig_event e join app_user u on u.id = e.actor_id
where e.gig_id = :gig_id and e.kind in ('approve', 'reject', 'suspend', 'reinstate') order by e.id desc limit 100
