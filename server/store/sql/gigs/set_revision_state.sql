update gig_revision set state = :state, submitted_at = coalesce(:submitted_at::timestamptz, submitted_at) where gig_id = :gig_id and number = :number
