select id, amount_minor, currency from desk_movement where type = :type and source_id = :source_id
