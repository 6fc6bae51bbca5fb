insert into gig_event (gig_id, kind, revision, actor_id, reason, at) values (:gig_id, :kind, :revision, :actor_id, :reason, :now)
