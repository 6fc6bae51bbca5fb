select id, teacher_id, teacher_name, category_name, state, revision, approved_revision, created_at, updated_at, revision_state, card::text as card, content_hash, last_reason, sessions
from gig_shown where id = :id
