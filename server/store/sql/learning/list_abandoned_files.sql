select id from stored_file where completed_at is null and created_at < :before limit 200
