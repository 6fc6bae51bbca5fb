insert into course_listing (course_id, slug, title, summary, category_id, teacher_id, teacher_name, language, level, fee_minor,
                            currency, students, lectures, cover_file_id, launched_at, search)
select c.id, c.slug, r.title, :summary, r.category_id, c.teacher_id, u.name, r.language, r.level, r.fee_minor, r.currency,
       (select count(*) from enrollment e where e.course_id = c.id and e.state in ('active', 'completed')),
       (select count(*) from lecture l where l.course_id = c.id),
       r.cover_file_id, coalesce(c.launched_at, :now),
       setweight(to_tsvector('simple', r.title), 'A') || setweight(to_tsvector('simple', u.name), 'B') ||
       setweight(to_tsvector('simple', :plain::text), 'C')
from course c
join course_revision r on r.course_id = c.id and r.number = c.approved_revision
join app_user u on u.id = c.teacher_id
where c.id = :id
on conflict (course_id) do update
set title = excluded.title, summary = excluded.summary, category_id = excluded.category_id,
    teacher_name = excluded.teacher_name, language = excluded.language, level = excluded.level,
    fee_minor = excluded.fee_minor, currency = excluded.currency, students = excluded.students, lectures = excluded.lectures,
    cover_file_id = excluded.cover_file_id, search = excluded.search
