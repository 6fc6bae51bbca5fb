insert into course_event (course_id, kind, revision, content_hash, actor_id, reason, at)
values (:course_id, :kind, :revision, :content_hash, :actor_id, :reason, :now)
