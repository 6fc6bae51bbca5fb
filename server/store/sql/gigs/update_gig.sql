update gig set state = :state, revision = :revision, approved_revision = :approved_revision, title_key = :title_key, updated_at = :now where id = :id
