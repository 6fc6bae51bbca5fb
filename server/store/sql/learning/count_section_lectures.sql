select count(*) as lectures from lecture where section_id = :section_id
