insert into course_revision (course_id, number, state, title, category_id, fee_minor, currency, description, language, level,
                             cover_file_id, content_hash, updated_at)
values (:course_id, :number, 'draft', :title, :category_id, :fee_minor, :currency, :description, :language, :level,
        :cover_file_id, :content_hash, :now)
