update course_revision
set title = :title, category_id = :category_id, fee_minor = :fee_minor, currency = :currency, description = :description,
    language = :language, level = :level, cover_file_id = :cover_file_id, content_hash = :content_hash, updated_at = :now,
    state = :state
where course_id = :course_id and number = :number
