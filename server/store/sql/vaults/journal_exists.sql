select id from journal where source_type = :source_type and source_id = :source_id and purpose = :purpose
