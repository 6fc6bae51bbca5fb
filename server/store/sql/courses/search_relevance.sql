-- Ranking looks at the newest 1,000 matches at most, so that a very common word costs no more than a rare one; what a page
-- shows is read for the page alone.
with matches as (
    select l.course_id, l.launched_at, l.search
    from course_listing l
    where l.search @@ to_tsquery('simple', :query)
      and (:category::uuid is null or l.category_id = :category::uuid)
      and (:language::text is null or l.language = :language::text)
      and (:level::text is null or l.level = :level::text)
      and (:min::bigint is null or l.fee_minor >= :min::bigint) and (:max::bigint is null or l.fee_minor <= :max::bigint)
    order by l.launched_at desc, l.course_id desc
    limit 1000
), ranked as (
    select course_id, (ts_rank(search, to_tsquery('simple', :query)) * 1000000)::bigint as rank from matches
), page as materialized (
    select course_id, rank from ranked
    where (:cursor_key::bigint is null or (rank, course_id) < (:cursor_key::bigint, :cursor_id::uuid))
    order by rank desc, course_id desc limit :limit
)
select l.course_id, l.slug, l.title, l.summary, g.name as category_name, l.teacher_name, l.language, l.level, l.fee_minor,
       l.currency, l.students, l.lectures, l.cover_file_id, k.rank::text as sort_key
from page k join course_listing l on l.course_id = k.course_id join category g on g.id = l.category_id
order by k.rank desc, k.course_id desc
