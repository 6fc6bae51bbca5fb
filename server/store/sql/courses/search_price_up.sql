select l.course_id, l.slug, l.title, l.summary, g.name as category_name, l.teacher_name, l.language, l.level, l.fee_minor,
       l.currency, l.students, l.lectures, l.cover_file_id, l.fee_minor::text as sort_key
from course_listing l join category g on g.id = l.category_id
where (:query::text is null or l.search @@ to_tsquery('simple', :query::text))
  and (:category::uuid is null or l.category_id = :category::uuid)
  and (:language::text is null or l.language = :language::text)
  and (:level::text is null or l.level = :level::text)
  and (:min::bigint is null or l.fee_minor >= :min::bigint) and (:max::bigint is null or l.fee_minor <= :max::bigint)
  and (:cursor_key::bigint is null or (l.fee_minor, l.course_id) > (:cursor_key::bigint, :cursor_id::uuid))
order by l.fee_minor, l.course_id limit :limit
