delete from bundle_course where bundle_id = :bundle_id
