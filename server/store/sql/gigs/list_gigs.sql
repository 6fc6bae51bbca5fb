-- Of one teacher, or of everybody but for drafts.
select id, teacher_id, teacher_name, category_name, state, revision, approved_revision, created_at, updated_at, revision_state, g.card::text as card, content_hash, last_reason, sessions
from gig_shown g
where case when :teacher_id::uuid is null then state <> 'draft' else teacher_id = :teacher_id::uuid end
  and (:pattern::text is null or g.card ->> 'title' ilike :pattern::text or teacher_name ilike :pattern::text)
order by state = 'archived', updated_at desc, id limit 200
