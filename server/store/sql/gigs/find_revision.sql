select r.card::text as card, coalesce(c.name, '') as category_name from gig_revision r left join category c on c.id = r.category_id where r.gig_id = :gig_id and r.number = :number
