update gig_revision set state = 'draft', card = :card::jsonb, title = :title, category_id = :category_id, rate_minor = :rate_minor, currency = :currency, content_hash = :content_hash, updated_at = :now
where gig_id = :gig_id and number = :number
