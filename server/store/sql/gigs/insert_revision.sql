insert into gig_revision (gig_id, number, state, card, title, category_id, rate_minor, currency, content_hash, updated_at)
values (:gig_id, :number, 'draft', :card::jsonb, :title, :category_id, :rate_minor, :currency, :content_hash, :now)
