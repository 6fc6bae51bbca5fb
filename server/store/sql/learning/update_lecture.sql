update lecture set title = :title, kind = :kind, article = :article, file_id = :file_id, duration_seconds = :duration_seconds
where id = :id
